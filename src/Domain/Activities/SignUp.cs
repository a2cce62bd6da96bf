using Outreach.Domain.People;

namespace Outreach.Domain.Activities;

public enum SignUpStatus
{
    Confirmed,
    Waiting,
    Cancelled,
}

/// <summary>A person's place on an activity, or in its waiting list.</summary>
/// <param name="Order">The place in the order of arrival within the activity; a later arrival has a higher one.</param>
public sealed record SignUp(Participant Who, string? Post, SignUpStatus Status, long Order, DateTimeOffset At) : ActivityFact
{
    public override PersonId Person => Who.Person;
}
