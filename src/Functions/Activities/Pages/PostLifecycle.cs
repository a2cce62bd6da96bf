using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities.Pages;

/// <summary>Publishes an activity, calls it off or closes it. Each is final, so that a second press changes nothing.</summary>
public sealed class PostLifecycle(ActivityDesk desk, OrganiseViews views, TimeProvider clock)
{
    [Function(nameof(PostLifecycle)), Page, Staff(Role.Organiser)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "organise/{id}/{step}")] HttpRequest request,
        string id,
        string step,
        CancellationToken cancellation)
    {
        if (DecisionOf(step) is not { } decide)
            return Problems.From(Refusal.NotFound());
        return (await desk.ChangeVersion(id, request.Caller(), decide, cancellation)).TryGet(out var changed, out var refusal)
            ? PageAnswers.SeeOther($"/organise/{changed.Answer.Id}")
            : await views.Refused(id, refusal, request, cancellation);
    }

    private Func<ActivityState, Result<Decision<Activity>>>? DecisionOf(string step) => step switch
    {
        "publish" => Lifecycle.Publish,
        "cancel" => Lifecycle.Cancel,
        "close" => state => Lifecycle.Close(state, clock.GetUtcNow()),
        _ => null,
    };
}
