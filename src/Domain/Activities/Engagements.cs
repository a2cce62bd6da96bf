using System.Collections.Immutable;
using Outreach.Domain.People;

namespace Outreach.Domain.Activities;

/// <summary>How an engagement stands, by what its activity says of the person.</summary>
public enum Standing
{
    /// <summary>The person has taken a place there.</summary>
    Holds,

    /// <summary>The person only waits there or is offered a place: it is in nobody's way.</summary>
    Apart,

    /// <summary>The sign-up that it was entered into for may still be under way.</summary>
    Open,

    /// <summary>There is nothing behind it any more.</summary>
    Gone,
}

/// <summary>That a person means to take a place on an activity: written to the person's own partition before the sign-up (docs/adr/0009).</summary>
/// <param name="Number">Counts the person's engagements for the activity; a sign-up remembers the one under which it was made.</param>
/// <param name="StartsAt">Inclusive.</param>
/// <param name="EndsAt">Exclusive.</param>
/// <param name="At">When it was entered into.</param>
public sealed record Engagement(long Number, ActivityId Activity, DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset At)
{
    /// <summary>No request lives this long: an older engagement without a sign-up was left by a crash.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>The days in Pingcheng that it takes some time of, in order.</summary>
    public IEnumerable<DateOnly> Days => CivilTime.DatesOf(StartsAt, EndsAt);

    /// <summary>Whether the times have an instant in common; the end is exclusive.</summary>
    public bool Overlaps(ActivityPlan plan) => StartsAt < plan.EndsAt && plan.StartsAt < EndsAt;

    /// <summary>The same engagement at the times of its activity's plan.</summary>
    public Engagement Following(ActivityPlan plan) => this with { StartsAt = plan.StartsAt, EndsAt = plan.EndsAt };

    /// <summary>
    /// Whether a sign-up may be decided under it: for these times, within half of its life, and not after a sign-up that it, or a
    /// later one, has served already. Who looks at the engagement meanwhile finds it open.
    /// </summary>
    public bool Covers(ActivityState state, PersonId person, DateTimeOffset now) =>
        this == Following(state.Plan) && now - At < Life / 2 && !(state.SignUps.GetValueOrDefault(person)?.Engagement >= Number);

    /// <param name="state">The activity that it is for.</param>
    public Standing StandingOf(ActivityState state, PersonId person, DateTimeOffset now)
    {
        if (state.Activity.Status == ActivityStatus.Cancelled)
            return Standing.Gone;
        var signUp = state.SignUps.GetValueOrDefault(person);
        if (signUp is { Status: SignUpStatus.Confirmed })
            return Standing.Holds;
        if (!(signUp?.Engagement >= Number) && now - At < Life)
            return Standing.Open;
        return signUp is { Stands: true } ? Standing.Apart : Standing.Gone;
    }
}

/// <summary>What a person is engaged in on some days.</summary>
/// <param name="Last">The highest number among those that were ever given out for these days.</param>
public sealed record Engagements(long Last, ImmutableArray<Engagement> All)
{
    public static readonly Engagements None = new(0, []);

    /// <summary>What else the person is engaged in at the time of an activity. What is over is in nobody's way.</summary>
    public IEnumerable<Engagement> Beside(Activity activity, DateTimeOffset now) =>
        All.Where(other => other.Activity != activity.Id && other.EndsAt > now && other.Overlaps(activity.Plan));

    /// <summary>Enters into an engagement for an activity in place of an earlier one, and drops what is over or gone.</summary>
    /// <param name="served">The number of the engagement that the person's sign-up there remembers; 0 for none.</param>
    public (Engagements After, Engagement New) Enter(
        Activity activity, long served, IReadOnlyCollection<Engagement> gone, DateTimeOffset now)
    {
        var entered = new Engagement(Math.Max(Last, served) + 1, activity.Id, activity.Plan.StartsAt, activity.Plan.EndsAt, now);
        return (With(entered, All.Where(other => other.EndsAt > now && !gone.Contains(other))), entered);
    }

    /// <summary>With an engagement in place of an earlier one for the same activity.</summary>
    public Engagements With(Engagement engagement) => With(engagement, All);

    /// <summary>Without an engagement whose sign-up was refused after all.</summary>
    public Engagements Without(Engagement refused) => this with { All = All.Remove(refused) };

    /// <summary>Those of one day.</summary>
    public Engagements On(DateOnly day) => this with { All = [.. All.Where(engagement => engagement.Days.Contains(day))] };

    /// <summary>Those of several days, each of which may name the same engagement.</summary>
    public static Engagements Of(IReadOnlyCollection<Engagements> days) => days.Count == 0
        ? None
        : new Engagements(days.Max(day => day.Last), [.. days.SelectMany(day => day.All).Distinct()]);

    private Engagements With(Engagement engagement, IEnumerable<Engagement> others) => new(
        Math.Max(Last, engagement.Number), [.. others.Where(other => other.Activity != engagement.Activity), engagement]);
}
