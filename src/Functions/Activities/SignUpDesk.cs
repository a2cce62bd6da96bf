using System.Collections.Immutable;
using Azure;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.People;

namespace Outreach.Functions.Activities;

/// <summary>
/// Signs people up so that nobody holds places on two activities at the same time, on however many hosts they ask at the same
/// moment (docs/adr/0009): the engagement is written to the person's own partition first, and the sign-up is decided under it.
/// </summary>
public sealed class SignUpDesk(ActivityStore activities, PeopleStore people, EngagementStore engagements, OfferTerms terms, TimeProvider clock)
{
    /// <summary>How often to look at what another call of the same person has under way; with the pauses between, some two seconds.</summary>
    private const int MostAttempts = 12;

    /// <summary>Gives the person a place, an offered place, or a place in the line.</summary>
    public async Task<Result<Place>> SignUp(ActivityId id, PersonId caller, string? post, CancellationToken cancellation)
    {
        var reading = engagements.Read(caller, cancellation);
        var person = await people.Find(caller, cancellation);
        var read = await reading;
        if (person is null)
            return Refusal.NotFound();

        var applicant = person.AsApplicant();
        var guess = activities.Glance(id) is { } seen ? Decide(seen, applicant, post, null) : null;
        var wanted = guess is not null && guess.TryGet(out var guessed, out _) ? guessed.Answer.Unengaged : null;
        for (var attempt = 1; attempt < MostAttempts; attempt++)
        {
            Engagement? engagement = null;
            if (wanted is not null)
            {
                var entered = await Enter(wanted, caller, attempt == 1 ? read : await engagements.Read(caller, cancellation), cancellation);
                if (!entered.TryGet(out engagement, out var overlaps))
                    return overlaps;
            }

            // From here on nobody can call it off: an engagement that was entered into must come to an end.
            var outcome = await activities.Commit(id, state => Decide(state, applicant, post, engagement), CancellationToken.None);
            if (!outcome.TryGet(out var signedUp, out var refusal))
            {
                if (engagement is not null)
                    await engagements.Release(caller, engagement, CancellationToken.None);
                return refusal;
            }

            if (signedUp.Place is { } place)
                return place;
            wanted = signedUp.Unengaged;
        }

        return new Refusal(RefusalKind.Busy, "store-busy", []);
    }

    /// <summary>
    /// Whether signing up for an activity that is open would not be refused to a person: it is for them, and they hold no place
    /// elsewhere at that time.
    /// </summary>
    public async Task<Result<Func<Activity, bool>>> Suits(PersonId caller, CancellationToken cancellation)
    {
        var reading = engagements.Read(caller, cancellation);
        var person = await people.Find(caller, cancellation);
        var read = await reading;
        if (person is null)
            return Refusal.NotFound();

        var (applicant, now) = (person.AsApplicant(), clock.GetUtcNow());
        var standings = await StandingsOf(read.Engagements.Ahead(now), caller, cancellation);
        var held = read.Engagements with { All = [.. standings.Where(standing => standing.Value == Standing.Holds).Select(standing => standing.Key)] };
        return (Func<Activity, bool>)(activity =>
            Eligibility.Refuses(activity.Plan, applicant) is null && !held.Beside(activity, now).Any());
    }

    /// <summary>The roster's decision, or that it takes an engagement first.</summary>
    private Result<Decision<SignedUp>> Decide(ActivityState state, Applicant who, string? post, Engagement? engagement)
    {
        var now = clock.GetUtcNow();
        return Roster.SignUp(state, who, post, terms, now, engagement?.Number ?? 0).Then<Decision<SignedUp>>(decision =>
            decision.Facts.Any(fact => fact is SignUp { Stands: true } signUp && signUp.Person == who.Person) &&
            engagement?.Covers(state, who.Person, now) != true
                ? Decision<SignedUp>.Nothing(new SignedUp(null, state.Activity))
                : new Decision<SignedUp>(decision.Facts, new SignedUp(decision.Answer, null)));
    }

    /// <summary>Enters into an engagement, unless the person holds a place elsewhere at that time.</summary>
    private async Task<Result<Engagement>> Enter(
        Activity activity, PersonId person, (Engagements Engagements, ETag? ETag) read, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt < MostAttempts; attempt++)
        {
            var now = clock.GetUtcNow();
            var standings = await StandingsOf(read.Engagements.Beside(activity, now), person, cancellation);
            if (standings.ContainsValue(Standing.Holds))
                return Refusal.Conflict("overlapping-activity");
            if (!standings.ContainsValue(Standing.Open))
            {
                var gone = standings.Where(standing => standing.Value == Standing.Gone).Select(standing => standing.Key).ToArray();
                var (after, entered) = read.Engagements.Enter(activity, gone, now);
                if (await engagements.TrySave(person, after, read.ETag, cancellation))
                    return entered;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 30 * attempt)), TimeProvider.System, cancellation);
            read = await engagements.Read(person, cancellation);
        }

        return new Refusal(RefusalKind.Busy, "store-busy", []);
    }

    /// <summary>How engagements stand, by what their activities say now. Most people have none that matters, and then this is no call at all.</summary>
    private async Task<ImmutableDictionary<Engagement, Standing>> StandingsOf(
        IEnumerable<Engagement> some, PersonId person, CancellationToken cancellation)
    {
        var standings = await Task.WhenAll(some.Select(async engagement => KeyValuePair.Create(
            engagement,
            (await activities.Read(engagement.Activity, cancellation))
                .Match(state => engagement.StandingOf(state, person, clock.GetUtcNow()), _ => Standing.Gone))));
        return standings.ToImmutableDictionary();
    }

    /// <param name="Place">Null where nothing was decided, since it takes an engagement.</param>
    /// <param name="Unengaged">The activity that it takes an engagement for.</param>
    private sealed record SignedUp(Place? Place, Activity? Unengaged);
}
