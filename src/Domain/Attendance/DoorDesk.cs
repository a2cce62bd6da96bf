using Outreach.Domain.Activities;
using Outreach.Domain.People;

namespace Outreach.Domain.Attendance;

public sealed record CheckedIn(DateTimeOffset At, AttendanceMethod Method, bool IsNew);

public sealed record CheckedOut(DateTimeOffset At, ServiceMinutes Minutes, bool IsNew);

/// <summary>Checking in and out oneself, with the code shown at the door.</summary>
public static class DoorDesk
{
    /// <summary>Check-in opens this long before the start.</summary>
    public static readonly TimeSpan OpensBefore = TimeSpan.FromMinutes(30);

    /// <summary>
    /// Records that a person came. Who is checked in already gets the same answer, even with a code that has expired since: a
    /// phone that lost the first answer sends the same call again.
    /// </summary>
    /// <param name="code">Whether the code that was sent is right for this activity at this moment.</param>
    public static Result<Decision<CheckedIn>> CheckIn(
        ActivityState state, PersonId person, Result<CheckInCode> code, Location? where, DateTimeOffset now)
    {
        if (state.Activity.Status == ActivityStatus.Draft)
            return Refusal.NotFound();
        if (state.Attendances.TryGetValue(person, out var there))
            return Decision<CheckedIn>.Nothing(new CheckedIn(there.CheckedInAt, there.CheckInMethod, IsNew: false));
        if (!code.TryGet(out _, out var refusal))
            return refusal;
        if (state.Activity.Status != ActivityStatus.Published || now >= state.Plan.EndsAt)
            return Refusal.Conflict("activity-closed");
        if (now < state.Plan.StartsAt - OpensBefore)
            return Refusal.Conflict("not-yet-open");
        if (!state.SignUps.TryGetValue(person, out var place) || place.Status != SignUpStatus.Confirmed)
            return Refusal.Conflict("not-signed-up");
        if (!TryMeasure(state.Plan.Venue, where, out var metres))
            return Refusal.Conflict("outside-the-venue");

        var attendance = new AttendanceFact(place.Who, now, AttendanceMethod.Code, null, null, now, person) { DistanceMetres = metres };
        return Decision<CheckedIn>.Of(new CheckedIn(now, AttendanceMethod.Code, IsNew: true), attendance);
    }

    /// <summary>Records that a person left. After the end the time still counts to the end only.</summary>
    /// <inheritdoc cref="CheckIn" path="/param"/>
    public static Result<Decision<CheckedOut>> CheckOut(ActivityState state, PersonId person, Result<CheckInCode> code, DateTimeOffset now)
    {
        if (state.Activity.Status == ActivityStatus.Draft)
            return Refusal.NotFound();
        if (state.Attendances.TryGetValue(person, out var there) && there.CheckedOutAt is { } left)
            return Decision<CheckedOut>.Nothing(new CheckedOut(left, there.Credit(state.Plan), IsNew: false));
        if (!code.TryGet(out _, out var refusal))
            return refusal;
        if (state.Activity.Status != ActivityStatus.Published)
            return Refusal.Conflict("activity-closed");
        if (there is null)
            return Refusal.Conflict("not-checked-in");

        // The host that took the check-in may have a clock that is ahead of this one's: nobody leaves before they came.
        var leaves = now < there.CheckedInAt ? there.CheckedInAt : now;
        var after = there with { CheckedOutAt = leaves, CheckOutMethod = AttendanceMethod.Code };
        return Decision<CheckedOut>.Of(new CheckedOut(leaves, after.Credit(state.Plan), IsNew: true), after);
    }

    /// <summary>False outside the venue. A place that was sent where none is asked for is not even measured.</summary>
    private static bool TryMeasure(Venue venue, Location? where, out int? metres)
    {
        metres = null;
        if (venue is not { Location: { } place, RadiusMetres: { } radius })
            return true;
        if (where is null || place.MetresTo(where) is var distance && distance > radius)
            return false;
        metres = (int)Math.Round(place.MetresTo(where));
        return true;
    }
}
