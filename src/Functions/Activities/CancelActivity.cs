using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities;

/// <summary>Calls an activity off.</summary>
public sealed class CancelActivity(ActivityDesk desk)
{
    [Function(nameof(CancelActivity)), Staff(Role.Organiser)]
    [Answers(200, typeof(ActivityAnswer), Tagged = true)]
    [Refuses("activity-closed", "already-attended", "stale")]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/activities/{id}/cancel")] HttpRequest request,
        string id,
        CancellationToken cancellation) =>
        desk.Change(id, request, Lifecycle.Cancel, cancellation);
}
