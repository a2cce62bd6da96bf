namespace Outreach.Domain;

/// <summary>
/// The one way from an instant to a date in Pingcheng and back. China has kept UTC+8 without summer time since
/// 15 September 1991, and nothing here is older, so the fixed offset is exact and needs no time zone data on the machine.
/// </summary>
public static class CivilTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    public static Month MonthOf(DateTimeOffset instant) => Month.Of(DateOf(instant));

    /// <summary>The first instant of a date, in UTC.</summary>
    public static DateTimeOffset StartOf(DateOnly date) => new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), Offset).ToUniversalTime();
}
