using System.Collections.Immutable;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;

namespace Outreach.Domain.Activities;

/// <summary>
/// Everything that a decision about one activity may depend on: its header, sign-ups and attendances, with the counts that
/// follow from them. Immutable; <see cref="Apply"/> gives the state after a fact.
/// </summary>
public sealed record ActivityState
{
    private ActivityState(Activity activity) => Activity = activity;

    public Activity Activity { get; private init; }

    public ImmutableDictionary<PersonId, SignUp> SignUps { get; private init; } = ImmutableDictionary<PersonId, SignUp>.Empty;

    public ImmutableDictionary<PersonId, AttendanceFact> Attendances { get; private init; } =
        ImmutableDictionary<PersonId, AttendanceFact>.Empty;

    /// <summary>How many hold a place.</summary>
    public int Confirmed { get; private init; }

    /// <summary>How many hold a place at each post that was ever chosen.</summary>
    public ImmutableDictionary<string, int> ConfirmedByPost { get; private init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>The waiting list in order of arrival.</summary>
    public ImmutableSortedDictionary<long, PersonId> Waiting { get; private init; } = ImmutableSortedDictionary<long, PersonId>.Empty;

    /// <summary>The highest order that was ever given out, by whomever holds it now.</summary>
    public long LastOrder { get; private init; }

    public ActivityPlan Plan => Activity.Plan;

    public static ActivityState Of(Activity activity) => new(activity);

    public ActivityState Apply(ActivityFact fact) => fact switch
    {
        Activity activity => this with { Activity = activity },
        AttendanceFact attendance => this with { Attendances = Attendances.SetItem(attendance.Who.Person, attendance) },
        SignUp signUp => Replace(SignUps.GetValueOrDefault(signUp.Who.Person), signUp),
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "Not a fact of an activity."),
    };

    /// <summary>Whether there is an earlier fact of the same subject, which the given one replaces.</summary>
    public bool Replaces(ActivityFact fact) => fact switch
    {
        SignUp signUp => SignUps.ContainsKey(signUp.Who.Person),
        AttendanceFact attendance => Attendances.ContainsKey(attendance.Who.Person),
        _ => true,
    };

    public ActivityState Apply(IEnumerable<ActivityFact> facts) => facts.Aggregate(this, (state, fact) => state.Apply(fact));

    /// <summary>The place of a waiting person in the list, from 1.</summary>
    public int PositionOf(SignUp waiting) => Waiting.Keys.TakeWhile(order => order <= waiting.Order).Count();

    private ActivityState Replace(SignUp? before, SignUp after)
    {
        var waiting = Waiting;
        if (before is { Status: SignUpStatus.Waiting })
            waiting = waiting.Remove(before.Order);
        if (after.Status == SignUpStatus.Waiting)
            waiting = waiting.SetItem(after.Order, after.Who.Person);

        return this with
        {
            SignUps = SignUps.SetItem(after.Who.Person, after),
            Confirmed = Confirmed - Places(before) + Places(after),
            ConfirmedByPost = Count(Count(ConfirmedByPost, before, -1), after, +1),
            Waiting = waiting,
            LastOrder = Math.Max(LastOrder, after.Order),
        };
    }

    private static int Places(SignUp? signUp) => signUp is { Status: SignUpStatus.Confirmed } ? 1 : 0;

    private static ImmutableDictionary<string, int> Count(ImmutableDictionary<string, int> counts, SignUp? signUp, int change) =>
        signUp is { Status: SignUpStatus.Confirmed, Post: { } post }
            ? counts.SetItem(post, counts.GetValueOrDefault(post) + change)
            : counts;
}
