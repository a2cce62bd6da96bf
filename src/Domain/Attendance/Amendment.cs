using System.Text.RegularExpressions;
using Outreach.Domain.Activities;
using Outreach.Domain.People;

namespace Outreach.Domain.Attendance;

/// <summary>
/// Names an amendment: the activity, a hyphen and 8 characters of lower-case base32, so that it leads to the activity. What is
/// entered anew after a rejection has another id: a reviewer approves what they saw.
/// </summary>
public sealed partial record AmendmentId
{
    private AmendmentId(ActivityId activity, string value) => (Activity, Value) = (activity, value);

    public ActivityId Activity { get; }

    public string Value { get; }

    /// <param name="random">5 bytes.</param>
    public static AmendmentId FromBytes(ActivityId activity, ReadOnlySpan<byte> random) => random.Length == 5
        ? new AmendmentId(activity, $"{activity}-{Base32.Encode(random)}")
        : throw new ArgumentException("An amendment id takes 5 bytes.", nameof(random));

    public static Result<AmendmentId> Parse(string? text)
    {
        if (text is null)
            return Refusal.Invalid("required");
        return Form().Match(text) is { Success: true } match
            ? new AmendmentId(ActivityId.Parse(match.Groups[1].Value).Must(), text)
            : Refusal.Invalid("id-form");
    }

    public override string ToString() => Value;

    [GeneratedRegex(@"^([a-z0-9]{1,10})-[a-z2-7]{8}\z")]
    private static partial Regex Form();
}

/// <summary>Where an amendment stands; the last two are final.</summary>
public enum AmendmentStatus
{
    Pending,
    Approved,
    Rejected,
}

/// <summary>What a reviewer decided about an amendment.</summary>
public sealed record Verdict(bool Approved, PersonId By, DateTimeOffset At);

/// <summary>What one person enters about somebody's attendance after the activity, and another approves or rejects.</summary>
/// <param name="Reason">In the words of who entered it.</param>
public abstract record Amendment(AmendmentId Id, Participant Who, string Reason, PersonId EnteredBy, DateTimeOffset EnteredAt) : ActivityFact
{
    public override PersonId Person => Who.Person;

    /// <summary>Null while it is pending.</summary>
    public Verdict? Verdict { get; init; }

    public AmendmentStatus Status => Verdict switch
    {
        null => AmendmentStatus.Pending,
        { Approved: true } => AmendmentStatus.Approved,
        _ => AmendmentStatus.Rejected,
    };
}

/// <summary>Time given that nobody recorded while it was given. It is kept apart from credit everywhere.</summary>
public sealed record MakeUp(
    AmendmentId Id, Participant Who, ServiceMinutes Minutes, string Reason, PersonId EnteredBy, DateTimeOffset EnteredAt)
    : Amendment(Id, Who, Reason, EnteredBy, EnteredAt);

/// <summary>That an attendance was otherwise than it was recorded.</summary>
/// <param name="CheckedInAt">When the person really came; null where what stands is right.</param>
/// <param name="CheckedOutAt">When the person really left; null where what stands is right.</param>
/// <param name="Absent">The person was not there at all.</param>
public sealed record Correction(
    AmendmentId Id,
    Participant Who,
    DateTimeOffset? CheckedInAt,
    DateTimeOffset? CheckedOutAt,
    bool Absent,
    string Reason,
    PersonId EnteredBy,
    DateTimeOffset EnteredAt)
    : Amendment(Id, Who, Reason, EnteredBy, EnteredAt);
