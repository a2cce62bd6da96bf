using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;

namespace Outreach.Functions.Activities;

/// <summary>Changes what is planned for an activity. What the body does not name stays as it is.</summary>
public sealed class EditActivity(ActivityDesk desk, TerritoryStore territories, AuditLog audit, OfferTerms terms, TimeProvider clock)
{
    [Function(nameof(EditActivity)), Staff(Role.Organiser)]
    [Takes(typeof(ActivityDraft), MediaType = "application/merge-patch+json"), Answers(200, typeof(ActivityAnswer), Tagged = true)]
    [Refuses("activity-closed", "stale")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/activities/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var (caller, wanted) = (request.Caller(), request.WantedVersion());
        if (!(await MergePatch.Read(request, cancellation)).TryGet(out var patch, out var refusal) ||
            !(await desk.Read(id, caller, cancellation)).TryGet(out var before, out refusal) ||
            !PlanAfter(before, patch).TryGet(out ActivityPlan? plan, out refusal))
            return Problems.From(refusal);
        if (await Refuses(before, plan, caller, cancellation) is { } lacks)
            return Problems.From(lacks);
        if (!Edit(before, patch, wanted).TryGet(out var decision, out refusal))
            return Problems.From(refusal);

        if (!decision.Facts.IsEmpty)
            await audit.Write(
                before.Plan.OrganiserArea, caller.Person, $"edit-activity:{before.Activity.Id}", TextOf(before.Plan), TextOf(plan), cancellation);
        return (await desk.ChangeVersion(id, caller, state => Edit(state, patch, wanted), cancellation))
            .Match(
                done => Answers.Ok(ActivityAnswer.Of(done.Answer), ActivitiesJson.Contract.ActivityAnswer).WithTag(done.Version),
                Problems.From);
    }

    /// <summary>What a body of this call makes of an activity, whichever state the decision finds.</summary>
    private Result<Decision<Activity>> Edit(ActivityState state, MergePatch patch, WantedVersion wanted) =>
        wanted.Stale(state.Version) is { } stale
            ? stale
            : PlanAfter(state, patch).Then(plan => PlanChanging.Change(state, plan, terms, clock.GetUtcNow()));

    private static Result<ActivityPlan> PlanAfter(ActivityState state, MergePatch patch) =>
        patch.ApplyTo(ActivityDraft.Of(state.Plan), ActivitiesJson.Contract.ActivityDraft).Then(ActivityPlanning.Check);

    /// <summary>An activity can go to another area of the caller's only, and the area has to exist.</summary>
    private async Task<Refusal?> Refuses(ActivityState before, ActivityPlan plan, Caller caller, CancellationToken cancellation)
    {
        if (plan.OrganiserArea == before.Plan.OrganiserArea)
            return null;
        return caller.Lacks(Role.Organiser, plan.OrganiserArea) ??
            (await territories.Find(plan.OrganiserArea, cancellation) is null ? Refusal.Invalid("unknown-area", "organiserArea") : null);
    }

    private static string TextOf(ActivityPlan plan) => JsonSerializer.Serialize(ActivityDraft.Of(plan), ActivitiesJson.Contract.ActivityDraft);
}
