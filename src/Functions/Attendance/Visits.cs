using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.People;

namespace Outreach.Functions.Attendance;

/// <summary>People's own coming and leaving, with the code shown at the door.</summary>
public sealed class Visits(ActivityStore activities, CheckInCodes codes, PeopleStore people, TimeProvider clock)
{
    internal async Task<Result<CheckedIn>> CheckIn(
        ActivityId activity, PersonId person, CheckInRequest sent, CancellationToken cancellation)
    {
        if (!sent.Check().TryGet(out var at, out var refusal))
            return refusal;
        var (code, now) = (codes.Check(sent.Code, activity, CheckInKind.In), clock.GetUtcNow());
        return (await activities.Commit(activity, state => DoorDesk.CheckIn(state, person, code, at.Where, now), cancellation))
            .TryGet(out CheckedIn? done, out refusal) ? done : await Reason(refusal, person, cancellation);
    }

    internal async Task<Result<CheckedOut>> CheckOut(
        ActivityId activity, PersonId person, CheckInRequest sent, CancellationToken cancellation)
    {
        if (!sent.Check().TryGet(out _, out var refusal))
            return refusal;
        var (code, now) = (codes.Check(sent.Code, activity, CheckInKind.Out), clock.GetUtcNow());
        return await activities.Commit(activity, state => DoorDesk.CheckOut(state, person, code, now), cancellation);
    }

    /// <summary>Who withdrew their consent holds no place any more, so that only who holds none is looked up.</summary>
    private async Task<Refusal> Reason(Refusal refusal, PersonId caller, CancellationToken cancellation) =>
        refusal.Code == "not-signed-up" ? (await people.Find(caller, cancellation))?.RefusesParticipation ?? refusal : refusal;
}
