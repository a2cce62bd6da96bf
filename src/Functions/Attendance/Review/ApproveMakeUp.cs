using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Review;

/// <summary>Lets time that somebody else entered count.</summary>
public sealed class ApproveMakeUp(AmendmentDesk desk)
{
    [Function(nameof(ApproveMakeUp)), Staff(Role.Reviewer)]
    [Answers(200, typeof(AmendmentAnswer)), Refuses("same-person", "already-decided")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/make-ups/{id}/approve")] HttpRequest request,
        string id,
        CancellationToken cancellation) =>
        (await desk.Decide<MakeUp>(id, approved: true, request.Caller(), cancellation))
            .Match(decided => Answers.Ok(AmendmentAnswer.Of(decided), AmendmentsJson.Contract.AmendmentAnswer), Problems.From);
}
