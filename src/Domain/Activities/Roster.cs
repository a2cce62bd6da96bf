using Outreach.Domain.Attendance;
using Outreach.Domain.People;

namespace Outreach.Domain.Activities;

/// <summary>
/// The answer to a sign-up. <paramref name="Position"/> is the place in the waiting list, from 1, for who waits;
/// <paramref name="OfferExpiresAt"/> until when a place is held (exclusive), for who is offered one,
/// and until when one was, for who did not take it.
/// </summary>
public sealed record Place(SignUpStatus Status, int? Position, bool IsNew, DateTimeOffset? OfferExpiresAt = null);

/// <summary>Who gets a place on an activity, who waits, and in which order.</summary>
public static class Roster
{
    /// <summary>
    /// Gives a person a place, or the end of the waiting list when the places are taken. Who is offered a place takes it so. The
    /// same person again gets the place already held.
    /// </summary>
    /// <param name="engagement">The number of the engagement that the person entered into for this; 0 for none.</param>
    public static Result<Decision<Place>> SignUp(
        ActivityState state, Applicant who, string? post, OfferTerms terms, DateTimeOffset now, long engagement = 0)
    {
        if (state.Activity.Status == ActivityStatus.Draft)
            return Refusal.NotFound();
        var settled = WaitingList.Settle(state, terms, now);
        return SignUp(settled.State, who, post, now, engagement).Then<Decision<Place>>(decision => decision.After(settled.Facts));
    }

    /// <summary>
    /// Gives a place or an offer back; what is free then is offered to the first of the waiting list who fits. A person without
    /// one has nothing to give back, which is the same as having given it back. Who has checked in was there and stays; who held a
    /// place until the end keeps it, since whether they came is known by then.
    /// </summary>
    public static Result<Decision<Place>> Cancel(ActivityState state, PersonId person, OfferTerms terms, DateTimeOffset now)
    {
        if (state.Activity.Status == ActivityStatus.Draft)
            return Refusal.NotFound();
        if (state.Attendances.ContainsKey(person))
            return Refusal.Conflict("already-checked-in");

        var settled = WaitingList.Settle(state, terms, now);
        if (settled.State.SignUps.GetValueOrDefault(person) is not { Stands: true } held)
            return Decision<Place>.Nothing(new Place(SignUpStatus.Cancelled, null, IsNew: false)).After(settled.Facts);

        if (state.Activity.Status != ActivityStatus.Cancelled && now >= state.Plan.EndsAt)
            return Refusal.Conflict("activity-closed");

        var cancelled = held with { Status = SignUpStatus.Cancelled, OfferExpiresAt = null, At = now };
        var after = WaitingList.Settle(settled.State.Apply(cancelled), terms, now);
        return Decision<Place>.Of(new Place(SignUpStatus.Cancelled, null, IsNew: true), [cancelled, .. after.Facts]).After(settled.Facts);
    }

    /// <summary>
    /// Leaves out of a person's sign-up that they were a party member when they signed up, and of which unit: from now on they come as they are
    /// known now. What they attended as a member keeps that.
    /// </summary>
    public static Result<Decision<bool>> LeaveOutMembership(ActivityState state, Participant who) =>
        state.SignUps.GetValueOrDefault(who.Person) is { Who.PartyMember: true } signUp
            ? Decision<bool>.Of(true, signUp with { Who = who })
            : Decision<bool>.Nothing(false);

    /// <summary>What a person has on an activity, as it stands; null for who has nothing there.</summary>
    public static Place? PlaceOf(ActivityState state, PersonId person) =>
        state.SignUps.GetValueOrDefault(person) is { Stands: true } signUp ? PlaceOf(state, signUp, isNew: false) : null;

    /// <summary>
    /// The same, or where they have nothing there any more what they had last: a place given back, or an offer and until when it was held.
    /// </summary>
    public static Place? LastPlaceOf(ActivityState state, PersonId person) => state.SignUps.GetValueOrDefault(person) switch
    {
        null => null,
        { Stands: true } signUp => PlaceOf(state, signUp, isNew: false),
        { Status: SignUpStatus.Lapsed } lapsed => new Place(SignUpStatus.Lapsed, null, IsNew: false, lapsed.OfferExpiresAt ?? lapsed.At),
        var gone => new Place(gone.Status, null, IsNew: false),
    };

    /// <summary>
    /// Whether hours that a person may have given are missing from their record: they held a place on an activity that counts as service and is
    /// over, and nobody recorded whether they came. It is known of who was found not to have been there, and of who got time made up.
    /// </summary>
    public static bool IsUnrecorded(ActivityState state, PersonId person, DateTimeOffset now) =>
        state.Plan.ServiceCounts && state.Plan.EndsAt <= now && state.Activity.Status != ActivityStatus.Cancelled &&
        state.SignUps.GetValueOrDefault(person)?.Status == SignUpStatus.Confirmed &&
        !state.Attendances.ContainsKey(person) && !state.Struck.ContainsKey(person) &&
        state.MakeUps.GetValueOrDefault(person)?.Status != AmendmentStatus.Approved;

    private static Result<Decision<Place>> SignUp(ActivityState state, Applicant who, string? post, DateTimeOffset now, long engagement)
    {
        var held = state.SignUps.GetValueOrDefault(who.Person);
        if (held is { Stands: true, Status: not SignUpStatus.Offered })
        {
            // Of two calls at the same moment the later engagement is the one that stays written down.
            var place = PlaceOf(state, held, isNew: false);
            return held.Engagement >= engagement ? Decision<Place>.Nothing(place) : Decision<Place>.Of(place, held with { Engagement = engagement });
        }

        if (state.Activity.Status != ActivityStatus.Published || now >= state.Plan.SignUpClosesAt)
            return Refusal.Conflict("activity-closed");
        if (held is { Status: SignUpStatus.Offered })
        {
            var taken = held with { Status = SignUpStatus.Confirmed, OfferExpiresAt = null, At = now, Engagement = engagement };
            return Decision<Place>.Of(PlaceOf(state, taken, isNew: false), taken);
        }

        if (Eligibility.Refuses(state.Plan, who) is { } refusal)
            return refusal;
        if (post is not null && state.Plan.Posts.All(p => p.Name != post))
            return Refusal.Invalid("unknown-post", "post");

        // A place that somebody in the line could have is theirs, even where it could not be offered yet.
        var status = state.HasRoom(post) && !state.SomebodyWaitingFits ? SignUpStatus.Confirmed : SignUpStatus.Waiting;
        var served = Math.Max(engagement, held?.Engagement ?? 0);
        var signUp = new SignUp(who.Who, post, status, state.LastOrder + 1, now, Engagement: served);
        return Decision<Place>.Of(PlaceOf(state.Apply(signUp), signUp, isNew: true), signUp);
    }

    private static Place PlaceOf(ActivityState state, SignUp signUp, bool isNew) => new(
        signUp.Status,
        signUp.Status == SignUpStatus.Waiting ? state.PositionOf(signUp) : null,
        isNew,
        signUp.Status == SignUpStatus.Offered ? state.EndOf(signUp) : null);
}
