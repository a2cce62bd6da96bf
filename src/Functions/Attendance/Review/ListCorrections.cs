using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Review;

/// <summary>
/// Corrections of an activity's attendances, for its organisers and reviewers. The latest of each person, whether it is decided or not.
/// </summary>
public sealed class ListCorrections(AmendmentDesk desk)
{
    [Function(nameof(ListCorrections)), SignedIn(WithGrants = true)]
    [Query("limit"), Query("continuation"), Answers(200, typeof(CorrectionsAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/activities/{id}/corrections")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        if (!Paging.Read(request).TryGet(out var paging, out var refusal) ||
            !(await desk.Read(id, request.Caller(), cancellation)).TryGet(out var state, out refusal))
            return Problems.From(refusal);
        var (page, continuation) = paging.Of(state.Corrections.Values.OrderBy(x => x.Person.Value, StringComparer.Ordinal), x => x.Person.Value);
        return Answers.Ok(new CorrectionsAnswer([.. page.Select(CorrectionAnswer.Of)], continuation), AmendmentsJson.Contract.CorrectionsAnswer);
    }
}
