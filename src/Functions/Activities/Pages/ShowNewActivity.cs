using System.Security.Cryptography;
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

/// <summary>The form for a new activity; with <c>copy</c> it holds what another one says, some weeks on. Nothing is kept before it is sent.</summary>
public sealed class ShowNewActivity(ActivityDesk desk, AreaChoices areas, TimeProvider clock)
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Function(nameof(ShowNewActivity)), Page, Staff(Role.Organiser)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "organise/new")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var draft = new ActivityDraft(Audience: "all", ServiceCounts: true);
        if (request.Query["copy"] is [{ Length: > 0 } copied])
        {
            if (!(await desk.Read(copied, caller, cancellation)).TryGet(out var state, out var refusal))
                return Problems.From(refusal);
            draft = ActivityDraft.Of(Later(state.Plan));
        }

        var id = ActivityId.FromBytes(RandomNumberGenerator.GetBytes(7));
        return PageAnswers.Show(PlanView.New(id.Value, await areas.Held(Role.Organiser, caller, cancellation), draft));
    }

    /// <summary>The same plan on the same day of the first week in which it is still to come, at the earliest one week later.</summary>
    private ActivityPlan Later(ActivityPlan plan)
    {
        var by = Week * Math.Max(1, Math.Ceiling((clock.GetUtcNow() - plan.StartsAt) / Week));
        return PlanChanging.Copy(plan, Instant.Of(plan.StartsAt + by), null).Must();
    }
}
