using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Review;

/// <summary>Leaves an attendance as it stands.</summary>
public sealed class RejectCorrection(AmendmentDesk desk)
{
    [Function(nameof(RejectCorrection)), Staff(Role.Reviewer)]
    [Answers(200, typeof(AmendmentAnswer)), Refuses("same-person", "already-decided")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/corrections/{id}/reject")] HttpRequest request,
        string id,
        CancellationToken cancellation) =>
        (await desk.Decide<Correction>(id, approved: false, request.Caller(), cancellation))
            .Match(decided => Answers.Ok(AmendmentAnswer.Of(decided), AmendmentsJson.Contract.AmendmentAnswer), Problems.From);
}
