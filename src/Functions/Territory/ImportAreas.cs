using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Http;
using Outreach.Functions.Security;
using Outreach.Web.Texts;

namespace Outreach.Functions.Territory;

/// <summary>
/// Takes a district's areas from a CSV file, all or nothing. The admin of a district changes it; an admin of any district may
/// open one that is not here yet, and becomes its admin (docs/adr/0006).
/// </summary>
public sealed class ImportAreas(AreaImport desk)
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

        if (table.Errors.Count > 0)
            return Refused(table.Errors, request.Language());
        if (!(await desk.Import(table.Rows, request.Caller(), cancellation)).TryGet(out var plan, out refusal))
            return Problems.From(refusal);
        return plan.Change is { } change
            ? Answers.Ok(new ImportAreasAnswer(change.Added, change.Changed, change.Unchanged, []), AreasJson.Contract.ImportAreasAnswer)
            : Refused(plan.Errors, request.Language());
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
