using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.People;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities;

/// <summary>Activities as those see them who may: a draft exists for its organisers alone, and for them while their role is good.</summary>
public sealed class VisibleActivities(ActivityStore activities, GrantStore grants, OfferTerms terms, TimeProvider clock)
{
    /// <summary>An activity by its id as sent, with its waiting list as it stands by now.</summary>
    public async Task<Result<ActivityState>> Find(string id, Caller? caller, CancellationToken cancellation)
    {
        if (!ActivityId.Parse(id).TryGet(out var activity, out var refusal))
            return refusal.For("id");
        if (!(await activities.Read(activity, cancellation)).TryGet(out var state, out refusal))
            return refusal;
        return state.Activity.Status != ActivityStatus.Draft || await Organises(caller, state, cancellation)
            ? WaitingList.Settle(state, terms, clock.GetUtcNow()).State
            : Refusal.NotFound();
    }

    private async Task<bool> Organises(Caller? caller, ActivityState state, CancellationToken cancellation) =>
        caller is not null && (await grants.Of(caller, cancellation)).Hold(Role.Organiser, state.Plan.OrganiserArea);
}
