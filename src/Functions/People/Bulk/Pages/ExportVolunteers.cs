using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Http.Sheets;
using Outreach.Functions.Security;

namespace Outreach.Functions.People.Bulk.Pages;

/// <summary>
/// The people of an area as a workbook, their numbers masked. The import takes it again and knows everybody by the volunteer number.
/// </summary>
public sealed class ExportVolunteers(PeopleDesk desk)
{
    [Function(nameof(ExportVolunteers)), Page, Staff(Role.Admin)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "manage/volunteers/{area}")] HttpRequest request,
        string area,
        CancellationToken cancellation) =>
        AreaCode.Parse(area).TryGet(out var code, out var refusal) &&
        (await desk.All(code, request.Caller(), cancellation)).TryGet(out var people, out refusal)
            ? TypedResults.File(
                Workbook.Of(VolunteerSheet.Columns.Headings(), people.Select(VolunteerSheet.CellsOf)), Workbook.MediaType, $"volunteers-{code}.xlsx")
            : Problems.From(refusal);
}
