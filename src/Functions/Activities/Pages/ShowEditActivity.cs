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

/// <summary>The form that changes an activity's plan.</summary>
public sealed class ShowEditActivity(ActivityDesk desk, AreaChoices areas)
{
    [Function(nameof(ShowEditActivity)), Page, Staff(Role.Organiser)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "organise/{id}/edit")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!(await desk.Read(id, caller, cancellation)).TryGet(out var state, out var refusal))
            return Problems.From(refusal);
        var plan = ActivityDraft.Of(state.Plan);
        return PageAnswers.Show(PlanView.Edit(
            state.Activity.Id.Value, ActivityForms.FingerprintOf(plan), await areas.Held(Role.Organiser, caller, cancellation), plan));
    }
}
