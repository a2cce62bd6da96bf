using System.Collections.Immutable;
using Outreach.Domain.Activities;

namespace Outreach.Domain.Attendance;

/// <summary>How long after the end of an activity its people may still check out themselves; after that it is done for who forgot.</summary>
public sealed record CheckOutGrace(TimeSpan AfterTheEnd)
{
    public static readonly CheckOutGrace Default = new(TimeSpan.FromMinutes(30));

    public DateTimeOffset DueAt(ActivityPlan plan) => plan.EndsAt + AfterTheEnd;
}

/// <summary>Checks out who forgot to, with the end of the activity and never beyond it.</summary>
public static class AutomaticCheckOut
{
    /// <summary>So many fit one commit beside the header of an activity that is being closed.</summary>
    public const int MostAtOnce = 90;

    /// <summary>
    /// Checks out who is still in, once the activity is over, as many as one commit takes. The answer is how many were; there may
    /// be more until it is 0.
    /// </summary>
    public static Result<Decision<int>> Decide(ActivityState state, DateTimeOffset now)
    {
        var facts = now < state.Plan.EndsAt ? [] : Facts(state, state.Plan.EndsAt);
        return Decision<int>.Of(facts.Length, facts);
    }

    /// <summary>The check-outs at an instant of at most <see cref="MostAtOnce"/> people who are still in.</summary>
    /// <param name="at">The end of the activity, or when it was closed before that.</param>
    internal static ImmutableArray<ActivityFact> Facts(ActivityState state, DateTimeOffset at) =>
    [
        .. state.Attendances.Values.Where(a => a.CheckedOutAt is null)
            .OrderBy(a => a.CheckedInAt).ThenBy(a => a.Person.Value, StringComparer.Ordinal)
            .Take(MostAtOnce)
            .Select(a => a with { CheckedOutAt = at < a.CheckedInAt ? a.CheckedInAt : at, CheckOutMethod = AttendanceMethod.Automatic }),
    ];
}
