using System.Collections.Immutable;
using Outreach.Domain.Activities;
using Outreach.Domain.People;

namespace Outreach.Functions.Activities;

/// <summary>That an activity's facts changed. It names whom it concerns, not what it is: whoever takes it reads the facts.</summary>
/// <param name="Version">The activity's version after the commit.</param>
/// <param name="Header">Whether the header changed, and with it what everybody's record shows of it.</param>
/// <param name="People">Whose sign-up or attendance changed; at most as many as a transaction has rows.</param>
internal sealed record ActivityCommitted(
    int Schema, DateTimeOffset OccurredAt, ActivityId Activity, long Version, bool Header, ImmutableArray<PersonId> People)
{
    public const int CurrentSchema = 1;
}
