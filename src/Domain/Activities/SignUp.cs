using Outreach.Domain.People;

namespace Outreach.Domain.Activities;

public enum SignUpStatus
{
    Confirmed,

    /// <summary>A place is held for the person, who has to take it before the offer ends.</summary>
    Offered,

    Waiting,
    Cancelled,

    /// <summary>An offer was not taken in time. The person is out of the line and may sign up again.</summary>
    Lapsed,
}

/// <summary>A person's place on an activity, or in its waiting list.</summary>
/// <param name="Order">The place in the order of arrival within the activity; a later arrival has a higher one.</param>
/// <param name="OfferExpiresAt">Until when the place is held (exclusive), unless sign-up closes before; of a lapsed offer, until when it was; null
/// for who has no offer.</param>
/// <param name="Engagement">The number of the engagement that the person entered into for it (docs/adr/0009); 0 for none.</param>
public sealed record SignUp(
    Participant Who,
    string? Post,
    SignUpStatus Status,
    long Order,
    DateTimeOffset At,
    DateTimeOffset? OfferExpiresAt = null,
    long Engagement = 0) : ActivityFact
{
    public override PersonId Person => Who.Person;

    /// <summary>Whether nobody else can have the place: an offered one is held like a confirmed one.</summary>
    public bool HoldsPlace => Status is SignUpStatus.Confirmed or SignUpStatus.Offered;

    /// <summary>Whether it stands: a place, an offer or a place in the line.</summary>
    public bool Stands => Status is not (SignUpStatus.Cancelled or SignUpStatus.Lapsed);
}
