using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities;

/// <summary>Ends the recording of an activity.</summary>
public sealed class CloseActivity(ActivityDesk desk)
{
    [Function(nameof(CloseActivity)), Staff(Role.Organiser)]
    [Answers(200, typeof(ActivityAnswer)), Refuses("activity-closed", "activity-not-published")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/activities/{id}/close")] HttpRequest request,
        string id,
        CancellationToken cancellation) =>
        (await desk.Change(id, request.Caller(), Lifecycle.Close, cancellation))
            .Match(activity => Answers.Ok(ActivityAnswer.Of(activity), ActivitiesJson.Contract.ActivityAnswer), Problems.From);
}
