using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;

namespace Outreach.Functions.Activities;

/// <summary>Enters activities as drafts, for organisers of their area.</summary>
public sealed class DraftDesk(ActivityStore activities, ActivityLeads leads, TerritoryStore territories)
{
    /// <param name="id">An id that is this call's alone; what the same person has under it stands, see
    /// <see cref="ActivityStore.Create(ActivityId, ActivityPlan, PersonId, CancellationToken)"/>.</param>
    public async Task<Result<Activity>> Enter(ActivityDraft draft, ActivityId id, Caller caller, CancellationToken cancellation)
    {
        if (!ActivityPlanning.Check(draft).TryGet(out ActivityPlan? plan, out var refusal))
            return refusal;
        if (caller.Lacks(Role.Organiser, plan.OrganiserArea) is { } lacks)
            return lacks;
        return await territories.Find(plan.OrganiserArea, cancellation) is null
            ? Refusal.Invalid("unknown-area", "organiserArea")
            : await Keep(plan, id, caller, cancellation);
    }

    /// <summary>Writes a plan of the caller's own areas as a draft.</summary>
    /// <inheritdoc cref="Enter" path="/param"/>
    internal async Task<Activity> Keep(ActivityPlan plan, ActivityId id, Caller caller, CancellationToken cancellation)
    {
        var draft = await activities.Create(id, plan, caller.Person, cancellation);
        await leads.Put(Lead.Draft, draft, cancellation);
        return draft;
    }
}
