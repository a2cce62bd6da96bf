using System.Collections.Immutable;

namespace Outreach.Domain.Activities;

/// <summary>Changing a plan, and making another of it.</summary>
public static class PlanChanging
{
    /// <summary>
    /// Gives an activity another plan. A draft is its organisers' own. What people signed up for stays what it was: a published
    /// activity keeps its area, its audience, whether it counts as service, and everybody who holds a place; its times can be
    /// moved until somebody has checked in. Places that come free so are offered to the waiting list.
    /// </summary>
    public static Result<Decision<Activity>> Change(ActivityState state, ActivityPlan plan, OfferTerms terms, DateTimeOffset now)
    {
        if (state.Activity.Status is ActivityStatus.Cancelled or ActivityStatus.Closed)
            return Refusal.Conflict("activity-closed");
        var settled = WaitingList.Settle(state, terms, now);
        if (state.Activity.Status == ActivityStatus.Published && Refuses(settled.State, plan) is { } refusal)
            return refusal;

        var kept = plan with { CreditFromPercent = state.Plan.CreditFromPercent };
        if (kept.SaysTheSameAs(state.Plan))
            return Decision<Activity>.Nothing(state.Activity).After(settled.Facts);
        var changed = state.Activity with { Plan = kept, FormerStarts = FormerStarts(state.Activity, plan) };
        var after = WaitingList.Settle(settled.State.Apply(changed), terms, now);
        return Decision<Activity>.Of(changed, [changed, .. after.Facts]).After(settled.Facts);
    }

    /// <summary>
    /// The same plan at another time. What is not given keeps its distance from the start; sign-up that closed at the end does so
    /// again, and never closes later.
    /// </summary>
    /// <param name="startsAt">As sent; null keeps the start.</param>
    /// <param name="endsAt">As sent; null keeps the length.</param>
    public static Result<ActivityPlan> Copy(ActivityPlan plan, string? startsAt, string? endsAt)
    {
        var fields = new Fields();
        var start = startsAt is null ? plan.StartsAt : fields.TakeInstant("startsAt", startsAt) ?? default;
        var by = start - plan.StartsAt;
        var end = endsAt is null ? plan.EndsAt + by : fields.TakeInstant("endsAt", endsAt) ?? default;
        var (draft, closes) = (ActivityDraft.Of(plan), plan.SignUpClosesAt + by);
        return fields.Refusal ?? ActivityPlanning.Check(draft with
        {
            StartsAt = Instant.Of(start),
            EndsAt = Instant.Of(end),
            SignUpClosesAt = draft.SignUpClosesAt is null || closes > end ? null : Instant.Of(closes),
        });
    }

    private static Refusal? Refuses(ActivityState state, ActivityPlan plan)
    {
        var (before, fields) = (state.Plan, new Fields());
        fields.Require(plan.OrganiserArea == before.OrganiserArea, "organiserArea", "fixed-once-published");
        fields.Require(plan.Audience == before.Audience, "audience", "fixed-once-published");
        fields.Require(plan.ServiceCounts == before.ServiceCounts, "serviceCounts", "fixed-once-published");
        if (!state.Attendances.IsEmpty)
        {
            fields.Require(plan.StartsAt == before.StartsAt, "startsAt", "fixed-once-attended");
            fields.Require(plan.EndsAt == before.EndsAt, "endsAt", "fixed-once-attended");
        }

        fields.Require(!(plan.Capacity < state.Taken), "capacity", "places-taken", state.Taken);
        foreach (var used in state.SignUps.Values.Where(signUp => signUp.Stands).Select(signUp => signUp.Post).OfType<string>().Distinct())
        {
            var taken = state.TakenByPost.GetValueOrDefault(used);
            fields.Require(plan.Posts.FirstOrDefault(post => post.Name == used)?.Capacity >= taken, "posts", "post-taken", used, taken);
        }

        return fields.Refusal;
    }

    /// <summary>A draft is listed nowhere, so only a published activity leaves a start behind.</summary>
    private static ImmutableArray<DateTimeOffset>? FormerStarts(Activity activity, ActivityPlan plan) =>
        activity.Status == ActivityStatus.Draft || activity.Plan.StartsAt == plan.StartsAt
            ? activity.FormerStarts
            : [.. (activity.FormerStarts ?? []).Append(activity.Plan.StartsAt).Where(start => start != plan.StartsAt).Distinct()];
}
