using Outreach.Domain.People;

namespace Outreach.Domain.Activities;

/// <summary>The answer to a sign-up. <paramref name="Position"/> is the place in the waiting list, from 1; null for who is confirmed.</summary>
public sealed record Place(SignUpStatus Status, int? Position, bool IsNew);

/// <summary>Who gets a place on an activity, who waits, and in which order.</summary>
public static class Roster
{
    /// <summary>
    /// Gives a person a place, or the end of the waiting list when the places are taken. The same person again gets the place
    /// already held.
    /// </summary>
    public static Result<Decision<Place>> SignUp(ActivityState state, Participant who, string? post, DateTimeOffset now)
    {
        if (state.Activity.Status == ActivityStatus.Draft)
            return Refusal.NotFound();
        if (state.SignUps.TryGetValue(who.Person, out var held) && held.Status != SignUpStatus.Cancelled)
            return Decision<Place>.Nothing(PlaceOf(state, held, isNew: false));
        if (state.Activity.Status != ActivityStatus.Published || now >= state.Plan.SignUpClosesAt)
            return Refusal.Conflict("activity-closed");
        if (state.Plan.Audience == Audience.PartyMembers && !who.PartyMember)
            return Refusal.Conflict("not-in-audience");
        if (post is not null && state.Plan.Posts.All(p => p.Name != post))
            return Refusal.Invalid("unknown-post", "post");

        var status = HasRoom(state, post) ? SignUpStatus.Confirmed : SignUpStatus.Waiting;
        var signUp = new SignUp(who, post, status, state.LastOrder + 1, now);
        return Decision<Place>.Of(PlaceOf(state.Apply(signUp), signUp, isNew: true), signUp);
    }

    /// <summary>
    /// Gives a place back; the first of the waiting list who fits the freed place takes it. A person without one has nothing to
    /// give back, which is the same as having given it back. Who has checked in was there and stays.
    /// </summary>
    public static Result<Decision<Place>> Cancel(ActivityState state, PersonId person, DateTimeOffset now)
    {
        if (state.Activity.Status == ActivityStatus.Draft)
            return Refusal.NotFound();
        if (state.Attendances.ContainsKey(person))
            return Refusal.Conflict("already-checked-in");
        if (!state.SignUps.TryGetValue(person, out var held) || held.Status == SignUpStatus.Cancelled)
            return Decision<Place>.Nothing(new Place(SignUpStatus.Cancelled, null, IsNew: false));

        var cancelled = held with { Status = SignUpStatus.Cancelled, At = now };
        var answer = new Place(SignUpStatus.Cancelled, null, IsNew: true);
        var after = state.Apply(cancelled);
        return NextInLine(after) is { } next
            ? Decision<Place>.Of(answer, cancelled, next with { Status = SignUpStatus.Confirmed })
            : Decision<Place>.Of(answer, cancelled);
    }

    /// <summary>Who is next when a place is free: the earliest of the waiting list whose post has room; null when nobody fits.</summary>
    private static SignUp? NextInLine(ActivityState state) =>
        state.Activity.Status != ActivityStatus.Published
            ? null
            : state.Waiting.Values.Select(person => state.SignUps[person]).FirstOrDefault(signUp => HasRoom(state, signUp.Post));

    private static bool HasRoom(ActivityState state, string? post) =>
        (state.Plan.Capacity is not { } capacity || state.Confirmed < capacity) &&
        (post is null || state.ConfirmedByPost.GetValueOrDefault(post) < state.Plan.Posts.First(p => p.Name == post).Capacity);

    private static Place PlaceOf(ActivityState state, SignUp signUp, bool isNew) =>
        new(signUp.Status, signUp.Status == SignUpStatus.Waiting ? state.PositionOf(signUp) : null, isNew);
}
