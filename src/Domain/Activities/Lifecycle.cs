using System.Collections.Immutable;
using Outreach.Domain.Attendance;

namespace Outreach.Domain.Activities;

/// <summary>Publishing, cancelling and closing. Each is final in its direction, and asking for it again changes nothing.</summary>
public static class Lifecycle
{
    /// <summary>Opens a draft to the public. One that has begun, or is over, may still be published: work is often recorded afterwards.</summary>
    public static Result<Decision<Activity>> Publish(ActivityState state) => state.Activity.Status switch
    {
        ActivityStatus.Draft => Become(state, ActivityStatus.Published),
        ActivityStatus.Published => Decision<Activity>.Nothing(state.Activity),
        _ => Refusal.Conflict("activity-closed"),
    };

    /// <summary>Calls an activity off. Not once somebody has checked in: then it took place.</summary>
    public static Result<Decision<Activity>> Cancel(ActivityState state) => state.Activity.Status switch
    {
        ActivityStatus.Cancelled => Decision<Activity>.Nothing(state.Activity),
        ActivityStatus.Closed => Refusal.Conflict("activity-closed"),
        _ when !state.Attendances.IsEmpty => Refusal.Conflict("already-attended"),
        _ => Become(state, ActivityStatus.Cancelled),
    };

    /// <summary>
    /// Ends the recording of an activity: no further sign-up, check-in or roll call. Who is still in is checked out. Where they
    /// are more than one commit takes, the activity is still published afterwards, and closing goes on with the next call.
    /// </summary>
    public static Result<Decision<Activity>> Close(ActivityState state, DateTimeOffset now) => state.Activity.Status switch
    {
        ActivityStatus.Published => Close(state, AutomaticCheckOut.Facts(state, now < state.Plan.EndsAt ? now : state.Plan.EndsAt)),
        ActivityStatus.Closed => Decision<Activity>.Nothing(state.Activity),
        ActivityStatus.Draft => Refusal.Conflict("activity-not-published"),
        _ => Refusal.Conflict("activity-closed"),
    };

    private static Decision<Activity> Close(ActivityState state, ImmutableArray<ActivityFact> checkOuts)
    {
        if (checkOuts.Length == AutomaticCheckOut.MostAtOnce)
            return Decision<Activity>.Of(state.Activity, checkOuts);
        var closed = state.Activity with { Status = ActivityStatus.Closed };
        return Decision<Activity>.Of(closed, [closed, .. checkOuts]);
    }

    private static Decision<Activity> Become(ActivityState state, ActivityStatus status)
    {
        var after = state.Activity with { Status = status };
        return Decision<Activity>.Of(after, after);
    }
}
