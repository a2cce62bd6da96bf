using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.People;

namespace Outreach.Functions.Activities;

/// <summary>
/// Signs people up so that nobody holds places on two activities at the same time, on however many hosts they ask at the same
/// moment (docs/adr/0009): the engagement is written to the person's own partition first, and the sign-up is decided under it.
/// </summary>
public sealed class SignUpDesk(
    ActivityStore activities, PeopleStore people, EngagementStore engagements, WaitingNotes waits, OfferTerms terms, TimeProvider clock)
{
    /// <summary>
    /// How often to look at what another call of the same person has under way; with the pauses between, some ten seconds: that call may
    /// stand in the line of a crowd.
    /// </summary>
    private const int MostAttempts = 50;

    /// <summary>Gives the person a place, an offered place, or a place in the line.</summary>
    public async Task<Result<Place>> SignUp(ActivityId id, PersonId caller, string? post, CancellationToken cancellation)
    {
        if (await people.Find(caller, cancellation) is not { MergedBy: null } person)
            return Refusal.NotFound();
        if (person.RefusesParticipation is { } withdrawn)
            return withdrawn;

        var applicant = person.AsApplicant();
        var wanted = Guess(id, applicant, post);
        for (var attempt = 1; attempt < MostAttempts; attempt++)
        {
            Engagement? engagement = null;
            if (wanted is not null && !(await Enter(wanted, caller, cancellation)).TryGet(out engagement, out var overlaps))
                return overlaps;

            // From here on nobody can call it off: an engagement that was entered into must come to an end.
            var outcome = await activities.Commit(id, state => Decide(state, applicant, post, engagement), CancellationToken.None);
            if (!outcome.TryGet(out var signedUp, out var refusal))
            {
                if (engagement is not null)
                    await engagements.Release(caller, engagement, CancellationToken.None);
                return refusal;
            }

            if (signedUp.Place is { } place)
            {
                if (place.Status != SignUpStatus.Confirmed)
                    await waits.Put(caller, id, CancellationToken.None);
                return place;
            }

            wanted = signedUp.Unengaged;
        }

        return new Refusal(RefusalKind.Busy, "store-busy", []);
    }

    /// <summary>Gives a person's place or offer back, and notes where it was, for who took it down in a calendar.</summary>
    public async Task<Result<Place>> Cancel(ActivityId id, PersonId caller, CancellationToken cancellation)
    {
        var given = await activities.Commit(id, state => Roster.Cancel(state, caller, terms, clock.GetUtcNow()), cancellation);
        if (given.TryGet(out var place, out _) && place.IsNew)
            await waits.Put(caller, id, CancellationToken.None);
        return given;
    }

    /// <summary>
    /// Whether signing up for an activity that is open would not be refused to a person: it is for them, and they hold no place
    /// elsewhere at that time.
    /// </summary>
    public async Task<Result<Func<Activity, bool>>> Suits(PersonId caller, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var reading = engagements.From(caller, CivilTime.DateOf(now), cancellation);
        var person = await people.Find(caller, cancellation);
        var engaged = await reading;
        if (person is null)
            return Refusal.NotFound();

        var applicant = person.AsApplicant();
        var looked = await LookUp(engaged.All.Where(engagement => engagement.EndsAt > now), caller, cancellation);
        var held = engaged with { All = [.. looked.Where(l => l.Standing == Standing.Holds).Select(l => l.Engagement.Following(l.Plan!))] };
        return (Func<Activity, bool>)(activity =>
            person.RefusesParticipation is null && Eligibility.Refuses(activity.Plan, applicant) is null && !held.Beside(activity, now).Any());
    }

    /// <summary>Guesses whether the commit will say that an engagement is missing, which saves it from saying so.</summary>
    private ActivityState? Guess(ActivityId id, Applicant who, string? post) =>
        activities.Glance(id) is { } seen && Decide(seen, who, post, null).TryGet(out var guess, out _) ? guess.Answer.Unengaged : null;

    /// <summary>The roster's decision, or that it takes an engagement first.</summary>
    private Result<Decision<SignedUp>> Decide(ActivityState state, Applicant who, string? post, Engagement? engagement)
    {
        var now = clock.GetUtcNow();
        return Roster.SignUp(state, who, post, terms, now, engagement?.Number ?? 0).Then<Decision<SignedUp>>(decision =>
            decision.Facts.Any(fact => fact is SignUp { Status: SignUpStatus.Confirmed } signUp && signUp.Person == who.Person) &&
            engagement?.Covers(state, who.Person, now) != true
                ? Decision<SignedUp>.Nothing(new SignedUp(null, state))
                : new Decision<SignedUp>(decision.Facts, new SignedUp(decision.Answer, null)));
    }

    /// <summary>
    /// Enters into an engagement, unless the person holds a place elsewhere at that time. Most people have nothing else on the
    /// day, so that is what is supposed first, which saves reading it.
    /// </summary>
    private async Task<Result<Engagement>> Enter(ActivityState wanted, PersonId person, CancellationToken cancellation)
    {
        var served = wanted.SignUps.GetValueOrDefault(person)?.Engagement ?? 0;
        var (days, now) = (CivilTime.DatesOf(wanted.Plan.StartsAt, wanted.Plan.EndsAt).ToArray(), clock.GetUtcNow());
        var read = EngagedDays.Supposed(days);
        for (var attempt = 1; attempt < MostAttempts; attempt++)
        {
            var beside = await LookUp(read.Engagements.Beside(wanted.Activity, now), person, cancellation);
            if (beside.Any(l => l.Standing == Standing.Holds && l.Engagement.Following(l.Plan!).Overlaps(wanted.Plan)))
                return Refusal.Conflict("overlapping-activity");
            if (!beside.Any(l => l.Standing == Standing.Open))
            {
                var gone = beside.Where(l => l.Standing == Standing.Gone).Select(l => l.Engagement).ToArray();
                var (after, entered) = read.Engagements.Enter(wanted.Activity, served, gone, now);
                if (await engagements.TrySave(person, after, read, cancellation))
                    return entered;
            }

            if (attempt > 1)
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, Math.Min(30 * attempt, 500))), TimeProvider.System, cancellation);
            now = clock.GetUtcNow();
            read = await engagements.Read(person, days, cancellation);
        }

        return new Refusal(RefusalKind.Busy, "store-busy", []);
    }

    /// <summary>How engagements stand, by what their activities say now.</summary>
    private async Task<LookedUp[]> LookUp(IEnumerable<Engagement> some, PersonId person, CancellationToken cancellation) =>
        await Task.WhenAll(some.Select(async engagement => (await activities.Read(engagement.Activity, cancellation)).Match(
            state => new LookedUp(engagement, engagement.StandingOf(state, person, clock.GetUtcNow()), state.Plan),
            _ => new LookedUp(engagement, Standing.Gone, null))));

    /// <param name="Place">Null where nothing was decided, since it takes an engagement.</param>
    /// <param name="Unengaged">The state of the activity that it takes an engagement for.</param>
    private sealed record SignedUp(Place? Place, ActivityState? Unengaged);

    /// <param name="Plan">Null where there is no such activity.</param>
    private sealed record LookedUp(Engagement Engagement, Standing Standing, ActivityPlan? Plan);
}
