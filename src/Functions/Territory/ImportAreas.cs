using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Http;
using Outreach.Functions.People;
using Outreach.Functions.Security;
using Outreach.Web.Texts;

namespace Outreach.Functions.Territory;

/// <summary>
/// Takes a district's areas from a CSV file, all or nothing. The admin of a district changes it; an admin of any district may
/// open one that is not here yet, and becomes its admin (docs/adr/0006).
/// </summary>
public sealed class ImportAreas(TerritoryStore territories, GrantStore grants)
{
    private const int LargestFile = 4 * 1024 * 1024;

    [Function(nameof(ImportAreas)), Staff(Role.Admin)]
    [Takes(typeof(string), MediaType = "text/csv"), Answers(200, typeof(ImportAreasAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/areas/import")] HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) != true)
            return Problems.From(new Refusal(RefusalKind.UnsupportedMedia, "unsupported-media-type", [new FieldError("body", "csv-only", [])]));
        if (!(await Body.ReadBytes(request, LargestFile, cancellation)).TryGet(out var file, out var refusal) ||
            !AreaCsv.Read(file).TryGet(out var table, out refusal))
            return Problems.From(refusal);

        return table.Errors.Count > 0
            ? Refused(table.Errors, request.Language())
            : await Import(table.Rows, request.Caller(), request.Language(), cancellation);
    }

    private async Task<IResult> Import(IReadOnlyList<AreaRow> rows, Caller caller, Language language, CancellationToken cancellation)
    {
        while (true)
        {
            var district = rows.Select(row => AreaCode.Parse(row.Code)).Select(code => code.Match<AreaCode?>(c => c.District, _ => null))
                .FirstOrDefault(code => code is not null);
            var (current, etag) = district is null ? (null, null) : await territories.Read(district, cancellation);
            var plan = TerritoryImport.Plan(current, rows);
            if (plan.Change is not { } change)
                return Refused(plan.Errors, language);
            if (current is not null && caller.Lacks(Role.Admin, change.Territory.District) is { } refusal)
                return Problems.From(refusal);

            if (!await territories.TrySave(change.Territory, etag, cancellation))
                continue; // Somebody else imported meanwhile: plan again on what stands now.
            if (!caller.Holds(Role.Admin, change.Territory.District))
                await grants.Give(caller.Person, new Grant(Role.Admin, change.Territory.District), caller.Person, cancellation);
            return Answers.Ok(
                new ImportAreasAnswer(change.Added, change.Changed, change.Unchanged, []), AreasJson.Contract.ImportAreasAnswer);
        }
    }

    private static IResult Refused(IReadOnlyList<ImportError> errors, Language language) => Answers.Ok(
        new ImportAreasAnswer(0, 0, 0, [.. errors.Select(error => ImportErrorAnswer.Of(error, language))]),
        AreasJson.Contract.ImportAreasAnswer).In(language);
}

public sealed record ImportAreasAnswer(int Added, int Changed, int Unchanged, IReadOnlyList<ImportErrorAnswer> Errors);

/// <param name="Line">The line of the file, from 1; the header is line 1.</param>
public sealed record ImportErrorAnswer(int Line, string Column, string Reason)
{
    internal static ImportErrorAnswer Of(ImportError error, Language language) =>
        new(error.Line, error.Error.Field, Messages.Of(error.Error, language));
}
