using System.Collections.Frozen;

namespace Outreach.Domain;

/// <summary>
/// Which dates are worked: Monday to Friday but for holidays, and the Saturdays and Sundays that the State Council swaps for them.
/// Both lists change every year and are configuration.
/// </summary>
public sealed class WorkingCalendar(IEnumerable<DateOnly> holidays, IEnumerable<DateOnly> workedWeekends)
{
    /// <summary>Monday to Friday, and nothing else.</summary>
    public static readonly WorkingCalendar WeekdaysOnly = new([], []);

    private readonly FrozenSet<DateOnly> _holidays = holidays.ToFrozenSet();
    private readonly FrozenSet<DateOnly> _workedWeekends = workedWeekends.ToFrozenSet();

    public bool IsWorked(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
        ? _workedWeekends.Contains(date)
        : !_holidays.Contains(date);

    /// <summary>The last of the given number of working days that follow a date, which itself does not count.</summary>
    /// <param name="days">At least 1.</param>
    public DateOnly After(DateOnly date, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        for (var left = days; left > 0; left -= IsWorked(date) ? 1 : 0)
            date = date.AddDays(1);
        return date;
    }
}
