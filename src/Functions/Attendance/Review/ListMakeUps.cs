using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Review;

/// <summary>Time made up on an activity, for its organisers and reviewers. The latest of each person, whether it is decided or not.</summary>
public sealed class ListMakeUps(AmendmentDesk desk)
{
    [Function(nameof(ListMakeUps)), SignedIn(WithGrants = true)]
    [Query("limit"), Query("continuation"), Answers(200, typeof(MakeUpsAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/activities/{id}/make-ups")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        if (!Paging.Read(request).TryGet(out var paging, out var refusal) ||
            !(await desk.Read(id, request.Caller(), cancellation)).TryGet(out var state, out refusal))
            return Problems.From(refusal);
        var (page, continuation) = paging.Of(state.MakeUps.Values.OrderBy(x => x.Person.Value, StringComparer.Ordinal), x => x.Person.Value);
        return Answers.Ok(new MakeUpsAnswer([.. page.Select(MakeUpAnswer.Of)], continuation), AmendmentsJson.Contract.MakeUpsAnswer);
    }
}
