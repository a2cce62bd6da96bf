using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities.Pages;

/// <summary>One activity with its free places, and what the visitor has on it.</summary>
public sealed class ShowActivity(VisibleActivities activities, ActivityViews views)
{
    [Function(nameof(ShowActivity)), Page, Anyone]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "activities/{id}")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var caller = request.FindCaller();
        return (await activities.Find(id, caller, cancellation)).TryGet(out var state, out var refusal)
            ? PageAnswers.Show(await views.Of(state, caller, cancellation))
            : Problems.From(refusal);
    }
}
