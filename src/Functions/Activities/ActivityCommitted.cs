using System.Collections.Immutable;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;

namespace Outreach.Functions.Activities;

/// <summary>That an activity's facts changed. It names whom it concerns, not what it is: whoever takes it reads the facts.</summary>
/// <param name="Version">The activity's version after the commit.</param>
/// <param name="Header">Whether the header changed, and with it the calendar and what everybody's record shows of it.</param>
/// <param name="People">Whose record of service changed; by one commit at most as many as a transaction has rows.</param>
internal sealed record ActivityCommitted(
    int Schema, DateTimeOffset OccurredAt, ActivityId Activity, long Version, bool Header, ImmutableArray<PersonId> People)
{
    private const int CurrentSchema = 1;

    /// <summary>
    /// The message of a commit; null where nothing follows from it, as from a sign-up or from what nobody has approved,
    /// which is no service yet.
    /// </summary>
    public static ActivityCommitted? Of(ActivityId activity, long version, IReadOnlyCollection<ActivityFact> facts, DateTimeOffset now)
    {
        var telling = facts
            .Where(fact => fact is not (SignUp or CheckOutAhead or Forgotten or Amendment { Status: not AmendmentStatus.Approved })).ToList();
        ImmutableArray<PersonId> people = [.. telling.Select(fact => fact.Person).OfType<PersonId>().Distinct()];
        return telling.Count > 0
            ? new ActivityCommitted(CurrentSchema, now, activity, version, Header: telling.OfType<Activity>().Any(), people)
            : null;
    }

    /// <summary>One message for several commits of an activity: the last version, and everybody whom any of them concerns.</summary>
    /// <param name="commits">In the order of their versions, at least one.</param>
    public static ActivityCommitted Together(IReadOnlyList<ActivityCommitted> commits) => commits is [var only]
        ? only
        : commits[^1] with { Header = commits.Any(c => c.Header), People = [.. commits.SelectMany(c => c.People).Distinct()] };
}
