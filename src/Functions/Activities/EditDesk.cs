using System.Text.Json;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;

namespace Outreach.Functions.Activities;

/// <summary>Changes plans for organisers of their area, and writes down who changed what.</summary>
public sealed class EditDesk(ActivityDesk desk, TerritoryStore territories, AuditLog audit, OfferTerms terms, TimeProvider clock)
{
    /// <param name="edit">Makes of what stands what is wanted; pure, it is made again when somebody else commits first.</param>
    internal async Task<Result<Committed<Activity>>> Edit(
        string id, Caller caller, Func<ActivityDraft, Result<ActivityDraft>> edit, WantedVersion wanted, CancellationToken cancellation)
    {
        if (!(await desk.Read(id, caller, cancellation)).TryGet(out var before, out var refusal) ||
            !PlanAfter(before, edit).TryGet(out ActivityPlan? plan, out refusal))
            return refusal;
        if (await Refuses(before, plan, caller, cancellation) is { } lacks)
            return lacks;
        if (!Decide(before, edit, wanted).TryGet(out var decision, out refusal))
            return refusal;

        if (!decision.Facts.IsEmpty)
            await audit.Write(
                before.Plan.OrganiserArea, caller.Person, $"edit-activity:{before.Activity.Id}", TextOf(before.Plan), TextOf(plan), cancellation);
        return await desk.ChangeVersion(id, caller, state => Decide(state, edit, wanted), cancellation);
    }

    /// <summary>What an edit makes of an activity, whichever state the decision finds.</summary>
    private Result<Decision<Activity>> Decide(ActivityState state, Func<ActivityDraft, Result<ActivityDraft>> edit, WantedVersion wanted) =>
        wanted.Stale(state.Version) is { } stale
            ? stale
            : PlanAfter(state, edit).Then(plan => PlanChanging.Change(state, plan, terms, clock.GetUtcNow()));

    private static Result<ActivityPlan> PlanAfter(ActivityState state, Func<ActivityDraft, Result<ActivityDraft>> edit) =>
        edit(ActivityDraft.Of(state.Plan)).Then(ActivityPlanning.Check);

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
