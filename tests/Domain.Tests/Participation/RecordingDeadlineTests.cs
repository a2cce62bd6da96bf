using Outreach.Domain.Participation;

namespace Outreach.Domain.Tests.Participation;

public sealed class RecordingDeadlineTests
{
    /// <summary>The Spring Festival of 2026, 15 to 23 February, is paid for by the Saturdays 14 and 28 February.</summary>
    private static readonly WorkingCalendar Calendar = new(
        [.. Enumerable.Range(15, 9).Select(day => new DateOnly(2026, 2, day))],
        [new DateOnly(2026, 2, 14), new DateOnly(2026, 2, 28)]);

    [Theory]
    [InlineData("2026-03-02", 1, "2026-03-03")]
    [InlineData("2026-03-06", 1, "2026-03-09")]
    [InlineData("2026-03-07", 1, "2026-03-09")]
    [InlineData("2026-03-02", 10, "2026-03-16")]
    [InlineData("2026-02-13", 1, "2026-02-14")]
    [InlineData("2026-02-13", 2, "2026-02-24")]
    [InlineData("2026-02-13", 10, "2026-03-05")]
    public void Counts_the_working_days_that_follow(string date, int days, string last) =>
        Assert.Equal(DateOnly.Parse(last, null), Calendar.After(DateOnly.Parse(date, null), days));

    [Theory]
    [InlineData("2026-03-02T10:00:00+08:00", "2026-03-02T09:00:00+08:00", false)]
    [InlineData("2026-03-02T10:00:00+08:00", "2026-03-16T23:59:59+08:00", false)]
    [InlineData("2026-03-02T10:00:00+08:00", "2026-03-17T00:00:00+08:00", true)]
    [InlineData("2026-03-02T16:30:00+00:00", "2026-03-17T10:00:00+08:00", false)]
    public void Flags_what_is_recorded_after_ten_working_days_in_pingcheng(string endsAt, string recordedAt, bool missed) => Assert.Equal(
        missed, new RecordingDeadline(WorkingCalendar.WeekdaysOnly).IsMissed(Instant.Parse(endsAt).Must(), Instant.Parse(recordedAt).Must()));
}
