namespace Outreach.Domain;

/// <summary>
/// The one way from an instant to a date in Pingcheng and back. China has kept UTC+8 without summer time since
/// 15 September 1991, and nothing here is older, so the fixed offset is exact and needs no time zone data on the machine.
/// </summary>
public static class CivilTime
{
    /// <summary>How far the district's time is ahead of UTC.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    public static Month MonthOf(DateTimeOffset instant) => Month.Of(DateOf(instant));

    /// <summary>The dates that a time takes something of, in order.</summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    public static IEnumerable<DateOnly> DatesOf(DateTimeOffset from, DateTimeOffset to)
    {
        var last = DateOf(to.AddTicks(-1));
        for (var date = DateOf(from); date <= last; date = date.AddDays(1))
            yield return date;
    }

    /// <summary>The first instant of a date, in UTC.</summary>
    public static DateTimeOffset StartOf(DateOnly date) => new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), Offset).ToUniversalTime();
}
