using Outreach.Domain.Activities;
using Outreach.Domain.People;

namespace Outreach.Domain.Attendance;

/// <summary>How somebody was found to be there.</summary>
public enum AttendanceMethod
{
    /// <summary>The person sent the code that was shown at the door.</summary>
    Code,

    /// <summary>An organiser named the person in a roll call.</summary>
    RollCall,

    /// <summary>An organiser's device at the door noted it while it was offline.</summary>
    Offline,

    /// <summary>Nobody did: the person forgot to check out and left with the end of the activity.</summary>
    Automatic,

    /// <summary>A correction that one person entered and another approved.</summary>
    Correction,
}

/// <summary>That a person was at an activity: the source of every hour and every figure.</summary>
/// <param name="CheckedInAt">When the person came, UTC.</param>
/// <param name="CheckedOutAt">When the person left, after <paramref name="CheckedInAt"/>; null while there.</param>
/// <param name="RecordedAt">When this was first written down, which may be days after.</param>
/// <param name="RecordedBy">The person themself, or who held the roll call.</param>
public sealed record AttendanceFact(
    Participant Who,
    DateTimeOffset CheckedInAt,
    AttendanceMethod CheckInMethod,
    DateTimeOffset? CheckedOutAt,
    AttendanceMethod? CheckOutMethod,
    DateTimeOffset RecordedAt,
    PersonId RecordedBy) : ActivityFact
{
    public override PersonId Person => Who.Person;

    /// <summary>
    /// How far from the venue the person was at check-in, in whole metres; null where the venue does not ask. Where they were is not kept.
    /// </summary>
    public int? DistanceMetres { get; init; }

    /// <summary>When it was approved that the person was not there after all; null while the attendance stands.</summary>
    public DateTimeOffset? StruckAt { get; init; }

    /// <summary>Whole minutes from the start to the check-in; 0 for who came in time.</summary>
    public long LateMinutes(ActivityPlan plan) => ServiceMinutes.Between(plan.StartsAt, CheckedInAt).Value;

    /// <summary>
    /// The time given within the activity's own: whole minutes from check-in to check-out, nothing before the start or after the
    /// end, since waiting and travel are not service. Nothing until check-out, nothing where the activity does not count as service,
    /// and nothing for who was there for too small a share of it.
    /// </summary>
    public ServiceMinutes Credit(ActivityPlan plan)
    {
        if (!plan.ServiceCounts || CheckedOutAt is not { } left)
            return ServiceMinutes.Zero;
        var from = CheckedInAt < plan.StartsAt ? plan.StartsAt : CheckedInAt;
        var to = left > plan.EndsAt ? plan.EndsAt : left;
        var given = ServiceMinutes.Between(from, to);
        return given.Value * 100 < plan.Minutes * plan.CreditFromPercent ? ServiceMinutes.Zero : given;
    }
}
