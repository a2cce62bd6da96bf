using Outreach.Domain.Activities;
using Outreach.Domain.People;

namespace Outreach.Domain.Attendance;

/// <summary>
/// That a device saw a person leave of whom no check-in before that is known yet: batches may arrive in any order. Of several
/// the latest is kept. Once the check-in is there the fact has said what it had to say.
/// </summary>
public sealed record CheckOutAhead(Participant Who, DateTimeOffset At, PersonId RecordedBy) : ActivityFact
{
    public override PersonId Person => Who.Person;
}

/// <summary>What a device noted while it was offline, and when the app got to know of it.</summary>
/// <param name="At">By the device's clock.</param>
/// <param name="By">Whose device it was.</param>
/// <param name="SentAt">When the batch arrived, by the app's clock.</param>
public sealed record OfflineNote(Participant Who, CheckInKind Kind, DateTimeOffset At, PersonId By, DateTimeOffset SentAt);

/// <summary>What became of one note of a device.</summary>
public enum OfflineOutcome
{
    /// <summary>It stands as it was noted.</summary>
    Recorded,

    /// <summary>Something else stands that it does not replace: what the person sent, a roll call, a correction, or another device's note.</summary>
    AlreadyRecorded,

    /// <summary>A check-out whose check-in has not arrived yet; it is kept until then.</summary>
    WaitingForCheckIn,
}

/// <summary>
/// Check-ins and check-outs that organisers' devices noted at the door while they were offline. Of what devices noted of a
/// person the earliest check-in and the latest check-out stand, so that it does not matter in which order, how late or how
/// often they arrive. Whoever was there is recorded, signed up or not, as in a roll call.
/// </summary>
public static class OfflineDesk
{
    /// <summary>How far a device's clock may be ahead.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    public static Result<Decision<OfflineOutcome>> Record(ActivityState state, OfflineNote note)
    {
        if (Refuses(state, note) is { } refusal)
            return refusal;
        if (OutcomeOf(state, note.Who.Person, note.Kind, note.At) is { } stands)
            return Decision<OfflineOutcome>.Nothing(stands);
        return note.Kind == CheckInKind.In ? CheckIn(state, note) : CheckOut(state, note);
    }

    /// <summary>What has become of a note by now; null when there is still something to do about it.</summary>
    public static OfflineOutcome? OutcomeOf(ActivityState state, PersonId person, CheckInKind kind, DateTimeOffset at)
    {
        if (state.Struck.ContainsKey(person))
            return OfflineOutcome.AlreadyRecorded;
        var there = state.Attendances.GetValueOrDefault(person);
        if (kind == CheckInKind.In)
            return there is null || (there.CheckInMethod == AttendanceMethod.Offline && at < there.CheckedInAt)
                ? null
                : Compare(there.CheckInMethod, there.CheckedInAt, at);

        if (there is null || at <= there.CheckedInAt)
            return state.CheckOutsAhead.TryGetValue(person, out var ahead) && ahead.At >= at ? OfflineOutcome.WaitingForCheckIn : null;
        return IsReplacedBy(there, at) ? null : Compare(there.CheckOutMethod, there.CheckedOutAt, at);
    }

    /// <summary>An attendance with the check-out that a device noted before its check-in was known, where it is missing.</summary>
    internal static AttendanceFact Join(ActivityState state, AttendanceFact attendance) =>
        state.CheckOutsAhead.TryGetValue(attendance.Person, out var ahead) && ahead.At > attendance.CheckedInAt && IsReplacedBy(attendance, ahead.At)
            ? attendance with { CheckedOutAt = ahead.At, CheckOutMethod = AttendanceMethod.Offline }
            : attendance;

    private static Decision<OfflineOutcome> CheckIn(ActivityState state, OfflineNote note)
    {
        var attendance = state.Attendances.TryGetValue(note.Who.Person, out var there)
            ? there with { CheckedInAt = note.At }
            : new AttendanceFact(note.Who, note.At, AttendanceMethod.Offline, null, null, note.SentAt, note.By);
        return Decision<OfflineOutcome>.Of(OfflineOutcome.Recorded, Join(state, attendance));
    }

    private static Decision<OfflineOutcome> CheckOut(ActivityState state, OfflineNote note) =>
        state.Attendances.TryGetValue(note.Who.Person, out var there) && note.At > there.CheckedInAt
            ? Decision<OfflineOutcome>.Of(
                OfflineOutcome.Recorded, there with { CheckedOutAt = note.At, CheckOutMethod = AttendanceMethod.Offline })
            : Decision<OfflineOutcome>.Of(OfflineOutcome.WaitingForCheckIn, new CheckOutAhead(note.Who, note.At, note.By));

    /// <summary>A check-out that is missing is added, one that stood in for it gives way, and of two that devices noted the later stands.</summary>
    private static bool IsReplacedBy(AttendanceFact there, DateTimeOffset at) => there.CheckOutMethod switch
    {
        null or AttendanceMethod.Automatic => true,
        AttendanceMethod.Offline => at > there.CheckedOutAt,
        _ => false,
    };

    private static OfflineOutcome Compare(AttendanceMethod? method, DateTimeOffset? stands, DateTimeOffset at) =>
        method == AttendanceMethod.Offline && stands == at ? OfflineOutcome.Recorded : OfflineOutcome.AlreadyRecorded;

    private static Refusal? Refuses(ActivityState state, OfflineNote note)
    {
        if (state.Activity.Status == ActivityStatus.Draft)
            return Refusal.Conflict("activity-not-published");
        if (state.Activity.Status != ActivityStatus.Published)
            return Refusal.Conflict("activity-closed");
        if (note.At > note.SentAt + Skew)
            return Refusal.Invalid("in-the-future", "at");
        return note.At < state.Plan.StartsAt - DoorDesk.OpensBefore || (note.Kind == CheckInKind.In && note.At >= state.Plan.EndsAt)
            ? Refusal.Invalid("outside-the-activity", "at")
            : null;
    }
}
