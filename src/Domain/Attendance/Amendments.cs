using System.Collections.Immutable;
using Outreach.Domain.Activities;
using Outreach.Domain.People;

namespace Outreach.Domain.Attendance;

/// <summary>An amendment that was entered, and whether it is new.</summary>
public sealed record Entered<T>(T Amendment, bool IsNew)
    where T : Amendment;

/// <summary>
/// Entering amendments and deciding about them, for which it takes two (四眼): nobody approves what they entered themselves, nor
/// their own time. A person has at most one make-up and one correction of an activity that wait to be decided.
/// </summary>
public static class Amendments
{
    /// <summary>Enters time that was given and not recorded. One that was approved stands; one that was rejected may be entered anew.</summary>
    /// <param name="makeUp">Not decided yet; from 1 minute to what the activity's length leaves beside the person's credit.</param>
    public static Result<Decision<Entered<MakeUp>>> Enter(ActivityState state, MakeUp makeUp)
    {
        if (RefusesAny(state, makeUp) is { } refusal)
            return refusal;
        if (!state.Plan.ServiceCounts)
            return Refusal.Conflict("no-service");
        if (state.MakeUps.GetValueOrDefault(makeUp.Person) is { Status: not AmendmentStatus.Rejected } before)
        {
            if (before with { Verdict = null } == makeUp with { Id = before.Id, Who = before.Who, EnteredAt = before.EnteredAt })
                return Decision<Entered<MakeUp>>.Nothing(new Entered<MakeUp>(before, IsNew: false));
            return Refusal.Conflict(before.Status == AmendmentStatus.Pending ? "already-pending" : "already-made-up");
        }

        var most = state.Plan.Minutes - state.CreditOf(makeUp.Person).Value;
        if (most < 1)
            return Refusal.Conflict("nothing-to-make-up");
        return makeUp.Minutes.Value < 1 || makeUp.Minutes.Value > most
            ? Refusal.Invalid("out-of-range", "minutes", 1, most)
            : Decision<Entered<MakeUp>>.Of(new Entered<MakeUp>(makeUp, IsNew: true), makeUp);
    }

    /// <summary>Enters that an attendance was otherwise than it stands. What the person recorded with the code cannot be changed.</summary>
    /// <param name="correction">Not decided yet.</param>
    public static Result<Decision<Entered<Correction>>> Enter(ActivityState state, Correction correction)
    {
        if (RefusesAny(state, correction) is { } refusal)
            return refusal;
        if (!Correct(state, correction, correction.EnteredAt).TryGet(out _, out refusal))
            return refusal;
        if (!state.Corrections.TryGetValue(correction.Person, out var before) || before.Status != AmendmentStatus.Pending)
            return Decision<Entered<Correction>>.Of(new Entered<Correction>(correction, IsNew: true), correction);
        return before == correction with { Id = before.Id, Who = before.Who, EnteredAt = before.EnteredAt }
            ? Decision<Entered<Correction>>.Nothing(new Entered<Correction>(before, IsNew: false))
            : Refusal.Conflict("already-pending");
    }

    /// <summary>Approves or rejects what is pending under an id. Deciding the same again changes nothing.</summary>
    public static Result<Decision<T>> Decide<T>(ActivityState state, AmendmentId id, Verdict verdict)
        where T : Amendment
    {
        if (Find<T>(state, id) is not { } pending)
            return Refusal.NotFound();
        if (verdict.By == pending.EnteredBy || verdict.By == pending.Person)
            return Refusal.Forbidden("same-person");
        if (pending.Verdict is { } before)
            return before.Approved == verdict.Approved ? Decision<T>.Nothing(pending) : Refusal.Conflict("already-decided");

        var decided = pending with { Verdict = verdict };
        if (decided is not Correction { Status: AmendmentStatus.Approved } correction)
            return Decision<T>.Of(decided, decided);
        return Correct(state, correction, verdict.At).Then<Decision<T>>(attendance => Decision<T>.Of(decided, decided, attendance));
    }

    /// <summary>The amendment of an id; null when there is none, or when another was entered in its place.</summary>
    public static T? Find<T>(ActivityState state, AmendmentId id)
        where T : Amendment => state.MakeUps.Values.Concat<Amendment>(state.Corrections.Values).OfType<T>().FirstOrDefault(a => a.Id == id);

    private static Refusal? RefusesAny(ActivityState state, Amendment amendment) => state.Activity.Status switch
    {
        ActivityStatus.Draft => Refusal.Conflict("activity-not-published"),
        ActivityStatus.Cancelled => Refusal.Conflict("activity-closed"),
        _ => amendment.EnteredAt < state.Plan.EndsAt ? Refusal.Conflict("not-over-yet") : null,
    };

    /// <summary>The attendance as a correction makes it.</summary>
    private static Result<AttendanceFact> Correct(ActivityState state, Correction correction, DateTimeOffset now)
    {
        if ((state.Attendances.GetValueOrDefault(correction.Person) ?? state.Struck.GetValueOrDefault(correction.Person)) is not { } there)
            return Refusal.Conflict("no-attendance");
        if ((there.CheckInMethod == AttendanceMethod.Code && (correction.Absent || correction.CheckedInAt is not null)) ||
            (there.CheckOutMethod == AttendanceMethod.Code && (correction.Absent || correction.CheckedOutAt is not null)))
            return Refusal.Conflict("own-check-in-stands");
        if (correction.Absent)
            return there with { StruckAt = now };

        var after = there with
        {
            CheckedInAt = correction.CheckedInAt ?? there.CheckedInAt,
            CheckInMethod = correction.CheckedInAt is null ? there.CheckInMethod : AttendanceMethod.Correction,
            CheckedOutAt = correction.CheckedOutAt ?? there.CheckedOutAt,
            CheckOutMethod = correction.CheckedOutAt is null ? there.CheckOutMethod : AttendanceMethod.Correction,
            StruckAt = null,
        };
        return RollCall.RefusesTimes(state.Plan, after.CheckedInAt, after.CheckedOutAt, now) is { } refusal ? refusal : after;
    }
}
