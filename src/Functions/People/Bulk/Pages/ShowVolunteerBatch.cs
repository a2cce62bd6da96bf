using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Web.Operations;

namespace Outreach.Functions.People.Bulk.Pages;

/// <summary>How far an import is, and whom it could not register.</summary>
public sealed class ShowVolunteerBatch(BatchDesk desk)
{
    [Function(nameof(ShowVolunteerBatch)), Page, Staff(Role.Admin)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "manage/import/volunteers/{batch}")] HttpRequest request,
        string batch,
        CancellationToken cancellation) =>
        (await desk.Find(batch, request.Caller(), request.Language(), cancellation)).Match(
            found => PageAnswers.Show(new BatchView(found.Total ?? found.Refused.Count, found.Registered, [.. found.Refused.Select(LineOf)])),
            Problems.From);

    /// <summary>Items are numbered from 0, people count from 1.</summary>
    private static RefusedLine LineOf(RefusedAnswer refused) => new(
        int.TryParse(refused.Item, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index + 1 : 0,
        refused.Errors.Count == 0 ? refused.Title : string.Join("；", refused.Errors.SelectMany(error => error.Value, (error, text) => $"{error.Key}: {text}")));
}
