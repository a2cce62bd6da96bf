using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.People;
using Outreach.Functions.Security;

namespace Outreach.Functions.Territory;

/// <summary>Takes a district's areas, all or nothing: the district's admin changes it, an admin of any may open a new one (docs/adr/0006).</summary>
public sealed class AreaImport(TerritoryStore territories, GrantStore grants)
{
    /// <summary>What an import would change, and whether the caller may.</summary>
    internal async Task<Result<ImportPlan>> Plan(IReadOnlyList<AreaRow> rows, Caller caller, CancellationToken cancellation) =>
        (await Read(rows, caller, cancellation)).Then<ImportPlan>(read => read.Plan);

    /// <summary>Imports what can be: the plan holds either what was changed or the errors because of which nothing was.</summary>
    internal async Task<Result<ImportPlan>> Import(IReadOnlyList<AreaRow> rows, Caller caller, CancellationToken cancellation)
    {
        while (true)
        {
            if (!(await Read(rows, caller, cancellation)).TryGet(out var read, out var refusal))
                return refusal;
            if (read.Plan.Change is not { } change)
                return read.Plan;
            if (!await territories.TrySave(change.Territory, read.ETag, cancellation))
                continue; // Somebody else imported meanwhile: plan again on what stands now.
            if (!caller.Holds(Role.Admin, change.Territory.District))
                await grants.Give(caller.Person, new Grant(Role.Admin, change.Territory.District), caller.Person, cancellation);
            return read.Plan;
        }
    }

    private async Task<Result<(ImportPlan Plan, Azure.ETag? ETag)>> Read(IReadOnlyList<AreaRow> rows, Caller caller, CancellationToken cancellation)
    {
        var district = rows.Select(row => AreaCode.Parse(row.Code)).Select(code => code.Match<AreaCode?>(c => c.District, _ => null))
            .FirstOrDefault(code => code is not null);
        var (current, etag) = district is null ? (null, null) : await territories.Read(district, cancellation);
        var plan = TerritoryImport.Plan(current, rows);
        return plan.Change is { } change && current is not null && caller.Lacks(Role.Admin, change.Territory.District) is { } lacks
            ? lacks
            : (plan, etag);
    }
}
