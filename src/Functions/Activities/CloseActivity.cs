using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities;

/// <summary>Ends the recording of an activity. Who is still in is checked out.</summary>
public sealed class CloseActivity(ActivityDesk desk, TimeProvider clock)
{
    [Function(nameof(CloseActivity)), Staff(Role.Organiser)]
    [Answers(200, typeof(ActivityAnswer), Tagged = true)]
    [Refuses("activity-not-published", "activity-closed", "stale")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/activities/{id}/close")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var (caller, wanted) = (request.Caller(), request.WantedVersion());
        while (true)
        {
            var closing = await desk.ChangeVersion(
                id,
                caller,
                state => wanted.Stale(state.Version) is { } stale ? stale : Lifecycle.Close(state, clock.GetUtcNow()),
                cancellation);
            if (!closing.TryGet(out var done, out var refusal))
                return Problems.From(refusal);
            if (done.Answer.Status == ActivityStatus.Closed)
                return Answers.Ok(ActivityAnswer.Of(done.Answer), ActivitiesJson.Contract.ActivityAnswer).WithTag(done.Version);
            wanted = new WantedVersion(null); // What was begun with the version that was meant may be finished.
        }
    }
}
