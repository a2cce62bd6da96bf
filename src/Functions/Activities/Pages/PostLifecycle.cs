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
public sealed class PostLifecycle(ActivityDesk desk, OrganiseViews views)
{
    [Function(nameof(PostLifecycle)), Page, Staff(Role.Organiser)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "organise/{id}/{step}")] HttpRequest request,
        string id,
        string step,
        CancellationToken cancellation)
    {
        if (Take(step, id, request.Caller(), cancellation) is not { } taking)
            return Problems.From(Refusal.NotFound());
        return (await taking).TryGet(out var changed, out var refusal)
            ? PageAnswers.SeeOther($"/organise/{changed.Answer.Id}")
            : await views.Refused(id, refusal, request, cancellation);
    }

    private Task<Result<Committed<Activity>>>? Take(string step, string id, Caller caller, CancellationToken cancellation) => step switch
    {
        "publish" => desk.ChangeVersion(id, caller, Lifecycle.Publish, cancellation),
        "cancel" => desk.ChangeVersion(id, caller, Lifecycle.Cancel, cancellation),
        "close" => desk.Close(id, WantedVersion.Any, caller, cancellation),
        _ => null,
    };
}
