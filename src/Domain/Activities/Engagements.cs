using System.Collections.Immutable;
using Outreach.Domain.People;

namespace Outreach.Domain.Activities;

/// <summary>How an engagement stands, by what its activity says of the person.</summary>
public enum Standing
{
    /// <summary>The person holds a place there, or is offered one.</summary>
    Holds,

    /// <summary>The person stands in the waiting list.</summary>
    Waits,

    /// <summary>The sign-up that it was entered into for may still be under way.</summary>
    Open,

    /// <summary>There is nothing behind it any more.</summary>
    Gone,
}

/// <summary>That a person means to sign up for an activity: written to the person's own partition before the sign-up (docs/adr/0009).</summary>
/// <param name="Number">Counts the person's engagements; a sign-up remembers the one under which it was made.</param>
/// <param name="StartsAt">Inclusive.</param>
/// <param name="EndsAt">Exclusive.</param>
/// <param name="At">When it was entered into.</param>
public sealed record Engagement(long Number, ActivityId Activity, DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset At)
{
    /// <summary>No request lives this long: an older engagement without a sign-up was left by a crash.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether a sign-up may be decided under it: for these times, within half of its life, and not after a sign-up that it, or a
    /// later one, has served already. Who looks at the engagement meanwhile finds it open.
    /// </summary>
    public bool Covers(ActivityState state, PersonId person, DateTimeOffset now) =>
        StartsAt == state.Plan.StartsAt && EndsAt == state.Plan.EndsAt && now - At < Life / 2 &&
        !(state.SignUps.GetValueOrDefault(person)?.Engagement >= Number);

    /// <param name="state">The activity that it is for.</param>
    public Standing StandingOf(ActivityState state, PersonId person, DateTimeOffset now)
    {
        if (state.Activity.Status == ActivityStatus.Cancelled)
            return Standing.Gone;
        var signUp = state.SignUps.GetValueOrDefault(person);
        if (signUp is { Status: SignUpStatus.Confirmed } || (signUp is { Status: SignUpStatus.Offered } && now < state.EndOf(signUp)))
            return Standing.Holds;
        if (!(signUp?.Engagement >= Number) && now - At < Life)
            return Standing.Open;
        return signUp is { Stands: true } ? Standing.Waits : Standing.Gone;
    }
}

/// <summary>What a person is engaged in, as far as it is not over.</summary>
/// <param name="Last">The highest number that was ever given out.</param>
public sealed record Engagements(long Last, ImmutableArray<Engagement> All)
{
    public static readonly Engagements None = new(0, []);

    /// <summary>What is not over: the end is exclusive.</summary>
    public IEnumerable<Engagement> Ahead(DateTimeOffset now) => All.Where(engagement => engagement.EndsAt > now);

    /// <summary>What else the person is engaged in at the time of an activity. What is over is in nobody's way.</summary>
    public IEnumerable<Engagement> Beside(Activity activity, DateTimeOffset now) => Ahead(now).Where(other =>
        other.Activity != activity.Id &&
        other.StartsAt < activity.Plan.EndsAt && activity.Plan.StartsAt < other.EndsAt);

    /// <summary>Enters into an engagement for an activity in place of an earlier one, and drops what is over or gone.</summary>
    public (Engagements After, Engagement New) Enter(Activity activity, IReadOnlyCollection<Engagement> gone, DateTimeOffset now)
    {
        var entered = new Engagement(Last + 1, activity.Id, activity.Plan.StartsAt, activity.Plan.EndsAt, now);
        var kept = Ahead(now).Where(other => other.Activity != activity.Id && !gone.Contains(other));
        return (new Engagements(entered.Number, [.. kept, entered]), entered);
    }

    /// <summary>Without an engagement whose sign-up was refused after all.</summary>
    public Engagements Without(Engagement refused) => this with { All = All.Remove(refused) };

    /// <summary>Whether there is an engagement for an activity at other times than its plan has now.</summary>
    public bool AreOutdated(Activity activity) => All.Any(e =>
        e.Activity == activity.Id && (e.StartsAt != activity.Plan.StartsAt || e.EndsAt != activity.Plan.EndsAt));

    /// <summary>With an activity's engagement at the times that its plan has now.</summary>
    public Engagements Moved(Activity activity) => this with
    {
        All = [.. All.Select(e => e.Activity == activity.Id ? e with { StartsAt = activity.Plan.StartsAt, EndsAt = activity.Plan.EndsAt } : e)],
    };
}
