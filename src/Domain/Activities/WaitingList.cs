using System.Collections.Immutable;

namespace Outreach.Domain.Activities;

/// <summary>A state in which every lapsed offer has gone to the next in line, and the facts that lead there.</summary>
public sealed record Settlement(ActivityState State, ImmutableArray<ActivityFact> Facts);

/// <summary>Offers places that are free to who waits for them, in the order of arrival, and takes back what was not taken in time.</summary>
public static class WaitingList
{
    /// <summary>What one decision settles at most, since a transaction takes a hundred rows. The rest is due at once.</summary>
    public const int MostAtOnce = 40;

    /// <summary>
    /// Ends the offers whose time is over, in the order in which it was over, and then offers what is free: each place to the
    /// first in line whose post has room. Every decision about places begins with it, so that it decides on what holds now,
    /// whether or not the timer came by.
    /// </summary>
    public static Settlement Settle(ActivityState state, OfferTerms terms, DateTimeOffset now)
    {
        if (state.Activity.Status != ActivityStatus.Published || !(DueAt(state, now) <= now))
            return new Settlement(state, []);

        var facts = ImmutableArray.CreateBuilder<ActivityFact>();
        while (facts.Count < MostAtOnce && (Ended(state, now) ?? Offer(state, terms, now)) is { } next)
        {
            facts.Add(next);
            state = state.Apply(next);
        }

        return new Settlement(state, facts.ToImmutable());
    }

    /// <summary>Settling as a decision of its own, for who has nothing else to decide.</summary>
    public static Result<Decision<Settlement>> Decide(ActivityState state, OfferTerms terms, DateTimeOffset now)
    {
        var settled = Settle(state, terms, now);
        return new Decision<Settlement>(settled.Facts, settled);
    }

    /// <summary>When there is something to settle next: at once, when an offer ends, or never (null) as things stand.</summary>
    public static DateTimeOffset? DueAt(ActivityState state, DateTimeOffset now)
    {
        if (state.Activity.Status != ActivityStatus.Published)
            return null;
        if (now < state.Plan.SignUpClosesAt && state.SomebodyWaitingFits)
            return now;
        return state.FirstOffer is { } offer ? state.EndOf(offer) : null;
    }

    private static SignUp? Ended(ActivityState state, DateTimeOffset now) => state.FirstOffer is { } offer && state.EndOf(offer) <= now
        ? offer with { Status = SignUpStatus.Lapsed, OfferExpiresAt = state.EndOf(offer), At = now }
        : null;

    private static SignUp? Offer(ActivityState state, OfferTerms terms, DateTimeOffset now) =>
        now < state.Plan.SignUpClosesAt && state.NextInLine is { } next
            ? next with { Status = SignUpStatus.Offered, OfferExpiresAt = terms.ExpiryOf(state.Plan, now) }
            : null;
}
