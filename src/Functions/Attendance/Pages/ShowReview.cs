using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Attendance.Review;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>Hours made up and corrections of an activity: its organisers enter them, and another person decides.</summary>
public sealed class ShowReview(AmendmentDesk desk, ReviewViews views)
{
    [Function(nameof(ShowReview)), Page, SignedIn(WithGrants = true)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "organise/{id}/review")] HttpRequest request,
        string id,
        CancellationToken cancellation) =>
        (await desk.Read(id, request.Caller(), cancellation)).TryGet(out var state, out var refusal)
            ? PageAnswers.Show(await views.Of(state, request.Query["person"], request.Caller(), cancellation))
            : Problems.From(refusal);
}
