using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance;

/// <summary>Turns make-up time down; another may be entered then.</summary>
public sealed class RejectMakeUp(MakeUpReviews reviews)
{
    [Function(nameof(RejectMakeUp)), Staff(Role.Reviewer)]
    [Answers(200, typeof(MakeUpAnswer)), Refuses("same-person", "make-up-decided")]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/make-ups/{id}/reject")] HttpRequest request,
        string id,
        CancellationToken cancellation) => reviews.Decide(request, id, MakeUpStatus.Rejected, cancellation);
}
