using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Http.Sheets;
using Outreach.Functions.Security;
using Outreach.Web.Operations;
using Outreach.Web.Texts;

namespace Outreach.Functions.People.Bulk.Pages;

/// <summary>How far an import is, and whom it could not register.</summary>
public sealed class ShowVolunteerBatch(BatchDesk desk)
{
    [Function(nameof(ShowVolunteerBatch)), Page, Staff(Role.Admin)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "manage/import/volunteers/{batch}")] HttpRequest request,
        string batch,
        CancellationToken cancellation) =>
        (await desk.Find(batch, request.Caller(), cancellation)).Match(
            found => PageAnswers.Show(ViewOf(found, request.Language())),
            Problems.From);

    private static BatchView ViewOf(FoundBatch found, Language language) => new(
        found.Header?.Total ?? found.Refused.Length, found.Registered,
        [.. found.Refused.Select(one => new RefusedLine(RowOf(one.Item, found.Header?.Rows), ReasonOf(one.Refused, language)))]);

    /// <summary>The row of the sheet; of what came without one, the place in the batch, from 1.</summary>
    private static int? RowOf(string item, IReadOnlyList<int>? rows) =>
        !int.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? null
        : rows is not null && index < rows.Count ? rows[index]
        : index + 1;

    private static string ReasonOf(RefusedRegistration refused, Language language) => refused.Errors.Count == 0
        ? Messages.Title(refused.Code).In(language)
        : Display.Several(
            refused.Errors.Select(error =>
                Display.Labelled(VolunteerSheet.Columns.HeadingOf(error.Field), Messages.Of(error.AsError(), language), language)),
            language);
}
