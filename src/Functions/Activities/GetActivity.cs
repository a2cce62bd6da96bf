using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities;

/// <summary>One activity with its free places. A draft exists for its organisers alone.</summary>
public sealed class GetActivity(VisibleActivities activities)
{
    [Function(nameof(GetActivity)), Anyone]
    [Answers(200, typeof(ActivityAnswer), Tagged = true)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/activities/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation) => (await activities.Find(id, request.FindCaller(), cancellation)).Match(
            state => Answers.Ok(ActivityAnswer.Of(state), ActivitiesJson.Contract.ActivityAnswer).WithTag(state.Version), Problems.From);
}
