using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Review;

/// <summary>Makes an attendance what somebody else entered.</summary>
public sealed class ApproveCorrection(AmendmentDesk desk)
{
    [Function(nameof(ApproveCorrection)), Staff(Role.Reviewer)]
    [Answers(200, typeof(AmendmentAnswer)), Refuses("same-person", "already-decided", "own-check-in-stands")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/corrections/{id}/approve")] HttpRequest request,
        string id,
        CancellationToken cancellation) =>
        (await desk.Decide<Correction>(id, approved: true, request.Caller(), cancellation))
            .Match(decided => Answers.Ok(AmendmentAnswer.Of(decided), AmendmentsJson.Contract.AmendmentAnswer), Problems.From);
}
