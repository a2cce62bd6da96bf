namespace Outreach.Domain.Activities;

/// <summary>How long a freed place is held for who is next in line.</summary>
/// <param name="Longest">What an offer lasts while the activity is far off.</param>
public sealed record OfferTerms(TimeSpan Longest)
{
    public static readonly OfferTerms Default = new(TimeSpan.FromHours(2));

    /// <summary>What an offer lasts at least, unless sign-up closes before or <see cref="Longest"/> is less.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Until when (exclusive) a place is held that is offered now. Near the start it is half of the time that is left, so that
    /// more than one person gets the chance before the place stays empty; never beyond the close of sign-up. A place is never
    /// given without asking: who does not know of it would be counted as a no-show, or hold two places at once.
    /// </summary>
    public DateTimeOffset ExpiryOf(ActivityPlan plan, DateTimeOffset now)
    {
        var half = (plan.StartsAt - now) / 2;
        var lasts = half < Shortest ? Shortest : half;
        var expiresAt = now + (lasts < Longest ? lasts : Longest);
        return expiresAt < plan.SignUpClosesAt ? expiresAt : plan.SignUpClosesAt;
    }
}
