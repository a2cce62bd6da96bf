using Outreach.Domain.Activities;
using Outreach.Domain.People;

namespace Outreach.Domain.Attendance;

/// <summary>What became of one line of a roll call.</summary>
public enum RollCallOutcome
{
    /// <summary>The attendance was written, or the missing check-out added.</summary>
    Recorded,

    /// <summary>
    /// It stood already; a person's own check-in is never overwritten. Nor is what was recorded and then corrected, be it that
    /// the person was not there.
    /// </summary>
    AlreadyRecorded,
}

/// <summary>Attendance that an organiser writes down, at the door or days later.</summary>
public static class RollCall
{
    /// <summary>
    /// Records one person. Whoever was there is recorded, signed up or not: attendance is a fact. What the person recorded with
    /// the code stands; only a check-out that is missing is added.
    /// </summary>
    /// <param name="checkedInAt">From half an hour before the start until before the end.</param>
    /// <param name="checkedOutAt">After <paramref name="checkedInAt"/>; null when it is not known.</param>
    public static Result<Decision<RollCallOutcome>> Record(
        ActivityState state, Participant who, DateTimeOffset checkedInAt, DateTimeOffset? checkedOutAt, PersonId by, DateTimeOffset now)
    {
        if (Refuses(state, checkedInAt, checkedOutAt, now) is { } refusal)
            return refusal;
        if (state.Struck.ContainsKey(who.Person))
            return Decision<RollCallOutcome>.Nothing(RollCallOutcome.AlreadyRecorded);
        if (!state.Attendances.TryGetValue(who.Person, out var there))
        {
            var method = checkedOutAt is null ? (AttendanceMethod?)null : AttendanceMethod.RollCall;
            var attendance = new AttendanceFact(who, checkedInAt, AttendanceMethod.RollCall, checkedOutAt, method, now, by);
            return Decision<RollCallOutcome>.Of(RollCallOutcome.Recorded, OfflineDesk.Join(state, attendance));
        }

        return there.CheckedOutAt is null && checkedOutAt > there.CheckedInAt
            ? Decision<RollCallOutcome>.Of(
                RollCallOutcome.Recorded,
                there with { CheckedOutAt = checkedOutAt, CheckOutMethod = AttendanceMethod.RollCall })
            : Decision<RollCallOutcome>.Nothing(RollCallOutcome.AlreadyRecorded);
    }

    private static Refusal? Refuses(ActivityState state, DateTimeOffset checkedInAt, DateTimeOffset? checkedOutAt, DateTimeOffset now)
    {
        if (state.Activity.Status == ActivityStatus.Draft)
            return Refusal.Conflict("activity-not-published");
        return state.Activity.Status != ActivityStatus.Published
            ? Refusal.Conflict("activity-closed")
            : RefusesTimes(state.Plan, checkedInAt, checkedOutAt, now);
    }

    /// <summary>Why nobody can have come and left at these times; null when they can.</summary>
    internal static Refusal? RefusesTimes(ActivityPlan plan, DateTimeOffset checkedInAt, DateTimeOffset? checkedOutAt, DateTimeOffset now)
    {
        if (checkedInAt > now)
            return Refusal.Invalid("in-the-future", "checkedInAt");
        if (checkedOutAt > now)
            return Refusal.Invalid("in-the-future", "checkedOutAt");
        if (checkedOutAt <= checkedInAt)
            return Refusal.Invalid("end-before-start", "checkedOutAt");
        return checkedInAt < plan.StartsAt - DoorDesk.OpensBefore || checkedInAt >= plan.EndsAt
            ? Refusal.Invalid("outside-the-activity", "checkedInAt")
            : null;
    }
}
