using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Http.Sheets;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;

namespace Outreach.Functions.People.Bulk;

/// <summary>What an import of a sheet would do.</summary>
/// <param name="Known">Rows of people who are registered already; they are left as they are.</param>
/// <param name="Errors">Because of any of which nothing is imported.</param>
internal sealed record VolunteerPlan(IReadOnlyList<SheetRegistration> Registrations, IReadOnlyList<int> Known, IReadOnlyList<SheetError> Errors);

/// <summary>Registers the people of a sheet, for admins of their district: looked through as a whole first, then worked off by queue.</summary>
public sealed class VolunteerImport(
    Registrar registrar, RegistrationBatches batches, IdentityIndex identities, TerritoryStore territories, AppDistrict district)
{
    public const int MostRows = 2_000;

    /// <param name="consent">The version of the text that the people consented to on paper.</param>
    internal async Task<Result<VolunteerPlan>> Plan(byte[] file, string consent, Caller caller, CancellationToken cancellation)
    {
        if (district.Lacks(caller) is { } lacks)
            return lacks;
        if (await territories.Of(district.Code, cancellation) is not { } territory)
            return Refusal.Invalid("areas-missing", "file");
        if (!Sheet.Read(file).TryGet(out var sheet, out var refusal) ||
            !SheetTable.Of(sheet, VolunteerSheet.Columns, "name", "phone", "areaCode").TryGet(out var table, out refusal))
            return refusal;
        if (WrongCount(table.Rows.Count) is { } wrong)
            return wrong;
        return await Plan(VolunteerSheet.Registrations(table, territory, consent), table.Errors, cancellation);
    }

    /// <summary>Sends what was looked through. Under the same id again it comes to the same, by a double click for one.</summary>
    internal async Task<Result<int>> Submit(string batch, IReadOnlyList<RegistrationDraft> drafts, Caller caller, CancellationToken cancellation)
    {
        if (district.Lacks(caller) is { } lacks)
            return lacks;
        if (WrongCount(drafts.Count) is { } wrong)
            return wrong;
        if (await batches.Header(batch, cancellation) is { } sent && sent.By != caller.Person)
            return Refusal.NotFound();
        await batches.Submit(batch, drafts, district.Code, caller.Person, cancellation);
        return drafts.Count;
    }

    private static Refusal? WrongCount(int rows) => rows switch
    {
        0 => Refusal.Invalid("no-rows", "file"),
        > MostRows => Refusal.Invalid("too-many", "file", MostRows),
        _ => null,
    };

    private async Task<VolunteerPlan> Plan(
        IReadOnlyList<SheetRegistration> registrations, IReadOnlyList<SheetError> wrong, CancellationToken cancellation)
    {
        var (errors, known, seen) = (wrong.ToList(), new List<int>(), new Dictionary<string, int>());
        foreach (var registration in registrations.Where(registration => wrong.All(error => error.Row != registration.Row)))
        {
            if (!(await registrar.Check(registration.Draft, cancellation)).TryGet(out var valid, out var refusal))
            {
                errors.AddRange(refusal.Errors.Select(error => new SheetError(registration.Row, error)));
                continue;
            }

            var details = valid.Particulars.Details;
            if (details.Phone is { } phone && !seen.TryAdd("phone" + phone.Reveal(), registration.Row))
                errors.Add(new SheetError(registration.Row, new FieldError("phone", "duplicate", [])));
            if (details.IdNumber is { } number && !seen.TryAdd("id" + number.Reveal(), registration.Row))
                errors.Add(new SheetError(registration.Row, new FieldError("idNumber", "duplicate", [])));
            if (details.Phone is { } held && await identities.Find(identities.KeyOf(held), cancellation) is not null)
                known.Add(registration.Row);
        }

        return new VolunteerPlan(registrations, known, [.. errors.OrderBy(error => error.Row)]);
    }
}
