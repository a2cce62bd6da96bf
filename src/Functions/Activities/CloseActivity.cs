using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities;

/// <summary>Ends the recording of an activity. Who is still in is checked out.</summary>
public sealed class CloseActivity(ActivityDesk desk)
{
    [Function(nameof(CloseActivity)), Staff(Role.Organiser)]
    [Answers(200, typeof(ActivityAnswer), Tagged = true)]
    [Refuses("activity-not-published", "activity-closed", "stale")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/activities/{id}/close")] HttpRequest request,
        string id,
        CancellationToken cancellation) =>
        (await desk.Close(id, request.WantedVersion(), request.Caller(), cancellation)).Match(
            done => Answers.Ok(ActivityAnswer.Of(done.Answer), ActivitiesJson.Contract.ActivityAnswer).WithTag(done.Version),
            Problems.From);
}
