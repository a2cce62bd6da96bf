namespace Outreach.Domain.Participation;

/// <summary>
/// By when service is written down: within ten working days after the activity (Order 67 Art 11).
/// What comes later counts all the same, and is flagged.
/// </summary>
public sealed class RecordingDeadline(WorkingCalendar calendar)
{
    private const int WorkingDays = 10;

    /// <summary>Whether something about an activity was recorded after the last day for it; the day itself is in time.</summary>
    public bool IsMissed(DateTimeOffset endsAt, DateTimeOffset recordedAt)
    {
        var (ended, recorded) = (CivilTime.DateOf(endsAt), CivilTime.DateOf(recordedAt));
        return recorded > ended && recorded > calendar.After(ended, WorkingDays);
    }
}
