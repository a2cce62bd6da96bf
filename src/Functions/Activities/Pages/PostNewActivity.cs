using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Web.Activities;

namespace Outreach.Functions.Activities.Pages;

/// <summary>Enters an activity as a draft. The form brought the draft's id along, so that it makes one however often it is sent.</summary>
public sealed class PostNewActivity(DraftDesk desk, AreaChoices areas)
{
    [Function(nameof(PostNewActivity)), Page, Staff(Role.Organiser)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "organise/new")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!ActivityId.Parse(request.Query["id"]).TryGet(out var id, out var refusal))
            return Problems.From(refusal.For("id"));
        if ((await request.ReadActivity(cancellation)).TryGet(out var sent, out refusal) &&
            (await desk.Enter(sent, id, caller, cancellation)).TryGet(out Activity? activity, out refusal))
            return PageAnswers.SeeOther($"/organise/{activity.Id}");
        var held = await areas.Held(Role.Organiser, caller, cancellation);
        return PageAnswers.Show(PlanView.New(id.Value, held, sent ?? new ActivityDraft()), refusal, request);
    }
}
