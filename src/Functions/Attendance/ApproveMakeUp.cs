using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance;

/// <summary>Lets make-up time count. Never by who entered it, nor by the person themself.</summary>
public sealed class ApproveMakeUp(MakeUpReviews reviews)
{
    [Function(nameof(ApproveMakeUp)), Staff(Role.Reviewer)]
    [Answers(200, typeof(MakeUpAnswer)), Refuses("same-person", "make-up-decided")]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/make-ups/{id}/approve")] HttpRequest request,
        string id,
        CancellationToken cancellation) => reviews.Decide(request, id, MakeUpStatus.Approved, cancellation);
}
