using System.Globalization;
using System.Text.RegularExpressions;
using Outreach.Domain.Activities;
using Outreach.Domain.People;

namespace Outreach.Domain.Attendance;

public enum MakeUpStatus
{
    Pending,
    Approved,
    Rejected,
}

/// <summary>
/// Time that is recorded after an activity, entered by one person and approved by another; kept apart from credit, which is a
/// person's own check-in and check-out and nobody's to edit.
/// </summary>
/// <param name="Attempt">Which entry for this person it is, from 1: after a rejection another may be made.</param>
/// <param name="DecidedBy">Who approved or rejected it; null while it is pending.</param>
public sealed record MakeUp(
    Participant Who,
    int Attempt,
    ServiceMinutes Minutes,
    string Reason,
    PersonId EnteredBy,
    DateTimeOffset EnteredAt,
    MakeUpStatus Status,
    PersonId? DecidedBy = null,
    DateTimeOffset? DecidedAt = null) : ActivityFact
{
    public override PersonId Person => Who.Person;
}

/// <summary>Names a make-up: <c>activity.person.attempt</c>, so that it leads to the activity that holds it.</summary>
public sealed partial record MakeUpId(ActivityId Activity, PersonId Person, int Attempt)
{
    public static Result<MakeUpId> Parse(string? text) => text is not null && Form().Match(text) is { Success: true, Groups: var groups }
        ? new MakeUpId(
            ActivityId.Parse(groups[1].Value).Must(), PersonId.Parse(groups[2].Value).Must(), int.Parse(groups[3].ValueSpan, CultureInfo.InvariantCulture))
        : Refusal.Invalid("id-form");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Activity}.{Person}.{Attempt}");

    [GeneratedRegex(@"^([a-z0-9]{1,10})\.([a-z2-7]{16})\.([1-9][0-9]{0,5})\z")]
    private static partial Regex Form();
}
