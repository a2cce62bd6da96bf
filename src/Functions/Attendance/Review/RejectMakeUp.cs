using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Review;

/// <summary>Turns down time that somebody else entered.</summary>
public sealed class RejectMakeUp(AmendmentDesk desk)
{
    [Function(nameof(RejectMakeUp)), Staff(Role.Reviewer)]
    [Answers(200, typeof(AmendmentAnswer)), Refuses("same-person", "already-decided")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/make-ups/{id}/reject")] HttpRequest request,
        string id,
        CancellationToken cancellation) =>
        (await desk.Decide<MakeUp>(id, approved: false, request.Caller(), cancellation))
            .Match(decided => Answers.Ok(AmendmentAnswer.Of(decided), AmendmentsJson.Contract.AmendmentAnswer), Problems.From);
}
