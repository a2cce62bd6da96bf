using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities;

/// <summary>Opens a draft to the public.</summary>
public sealed class PublishActivity(ActivityDesk desk)
{
    [Function(nameof(PublishActivity)), Staff(Role.Organiser)]
    [Answers(200, typeof(ActivityAnswer), Tagged = true)]
    [Refuses("activity-closed", "stale")]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/activities/{id}/publish")] HttpRequest request,
        string id,
        CancellationToken cancellation) =>
        desk.Change(id, request, Lifecycle.Publish, cancellation);
}
