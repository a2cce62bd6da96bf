using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Web.Activities;

namespace Outreach.Functions.Activities.Pages;

/// <summary>Changes an activity's plan, unless somebody else changed it since the form was opened.</summary>
public sealed class PostEditActivity(EditDesk desk, AreaChoices areas)
{
    [Function(nameof(PostEditActivity)), Page, Staff(Role.Organiser)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "organise/{id}/edit")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        var madeFrom = request.Query["of"].ToString();
        if ((await request.ReadActivity(cancellation)).TryGet(out var sent, out var refusal) &&
            (await desk.Edit(id, caller, Edit, WantedVersion.Any, cancellation)).TryGet(out var edited, out refusal))
            return PageAnswers.SeeOther($"/organise/{edited.Answer.Id}");
        return refusal.Kind is RefusalKind.NotFound or RefusalKind.Forbidden
            ? Problems.From(refusal)
            : PageAnswers.Show(
                PlanView.Edit(id, madeFrom, await areas.Held(Role.Organiser, caller, cancellation), sent ?? new ActivityDraft()), refusal, request);

        // What was saved already, by a double click for one, is in nobody's way.
        Result<ActivityDraft> Edit(ActivityDraft standing) =>
            ActivityForms.FingerprintOf(standing) is var stands && (stands == madeFrom || stands == ActivityForms.FingerprintAfter(sent!))
                ? sent!
                : new Refusal(RefusalKind.Stale, "stale", []);
    }
}
