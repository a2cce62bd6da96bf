using Outreach.Domain.Activities;
using Outreach.Domain.People;

namespace Outreach.Domain.Attendance;

/// <summary>A make-up as a decision left it.</summary>
public sealed record MakeUpOutcome(MakeUp MakeUp, bool IsNew);

/// <summary>Entering make-up time and deciding on it: four eyes, and never more than the activity's length.</summary>
public static class MakeUpDesk
{
    public const int LongestReason = 500;

    /// <summary>
    /// Enters time for a person, once the activity is over. The same entry again is the one that stands; another one while it
    /// stands is refused.
    /// </summary>
    /// <param name="minutes">From 1 to what the activity's length leaves beside the person's own credit.</param>
    public static Result<Decision<MakeUpOutcome>> Enter(
        ActivityState state, Participant who, int minutes, string reason, PersonId by, DateTimeOffset now)
    {
        if (state.Activity.Status is ActivityStatus.Draft)
            return Refusal.Conflict("activity-not-published");
        if (state.Activity.Status is ActivityStatus.Cancelled)
            return Refusal.Conflict("activity-closed");
        if (now < state.Plan.EndsAt)
            return Refusal.Conflict("activity-not-over");
        if (!state.Plan.ServiceCounts)
            return Refusal.Conflict("not-service");
        if (by == who.Person)
            return Refusal.Forbidden("same-person");
        var standing = state.MakeUps.GetValueOrDefault(who.Person);
        if (standing is { Status: not MakeUpStatus.Rejected })
            return standing.Minutes.Value == minutes && standing.Reason == reason && standing.EnteredBy == by
                ? Decision<MakeUpOutcome>.Nothing(new MakeUpOutcome(standing, IsNew: false))
                : Refusal.Conflict("make-up-stands");

        var most = state.Plan.Length.Ticks / TimeSpan.TicksPerMinute - state.CreditOf(who.Person).Value;
        if (most < 1)
            return Refusal.Conflict("nothing-to-make-up");
        if (minutes < 1 || minutes > most)
            return Refusal.Invalid("out-of-range", "minutes", 1, most);

        var entered = new MakeUp(who, (standing?.Attempt ?? 0) + 1, ServiceMinutes.Of(minutes).Must(), reason, by, now, MakeUpStatus.Pending);
        return Decision<MakeUpOutcome>.Of(new MakeUpOutcome(entered, IsNew: true), entered);
    }

    /// <summary>Approves or rejects an entry; by somebody who neither entered it nor is the person. Deciding the same again changes nothing.</summary>
    /// <param name="verdict">Not <see cref="MakeUpStatus.Pending"/>.</param>
    public static Result<Decision<MakeUpOutcome>> Decide(
        ActivityState state, PersonId person, int attempt, MakeUpStatus verdict, PersonId by, DateTimeOffset now)
    {
        if (state.MakeUps.GetValueOrDefault(person) is not { } entered || entered.Attempt != attempt)
            return Refusal.NotFound();
        if (entered.Status == verdict)
            return Decision<MakeUpOutcome>.Nothing(new MakeUpOutcome(entered, IsNew: false));
        if (entered.Status != MakeUpStatus.Pending)
            return Refusal.Conflict("make-up-decided");
        if (by == entered.EnteredBy || by == person)
            return Refusal.Forbidden("same-person");

        var decided = entered with { Status = verdict, DecidedBy = by, DecidedAt = now };
        return Decision<MakeUpOutcome>.Of(new MakeUpOutcome(decided, IsNew: true), decided);
    }
}
