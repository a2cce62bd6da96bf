using System.Globalization;

namespace Outreach.Domain.Tests;

public sealed class CivilTimeTests
{
    [Theory]
    [InlineData("2023-02-06T15:59:59.9999999Z", "2023-02-06", "2023-02")]
    [InlineData("2023-02-06T16:00:00Z", "2023-02-07", "2023-02")]
    [InlineData("2023-01-31T16:00:00Z", "2023-02-01", "2023-02")]
    [InlineData("2022-12-31T16:30:00Z", "2023-01-01", "2023-01")]
    [InlineData("2023-02-07T23:30:00+14:00", "2023-02-07", "2023-02")]
    [InlineData("2023-07-01T00:00:00+08:00", "2023-07-01", "2023-07")]
    public void Dates_an_instant_as_it_is_in_Pingcheng(string instant, string date, string month)
    {
        var at = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
        Assert.Equal(date, CivilTime.DateOf(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.Equal(month, CivilTime.MonthOf(at).ToString());
    }

    [Fact]
    public void Starts_a_date_at_its_midnight()
    {
        var start = CivilTime.StartOf(new DateOnly(2023, 2, 7));
        Assert.Equal((new DateTimeOffset(2023, 2, 6, 16, 0, 0, TimeSpan.Zero), TimeSpan.Zero), (start, start.Offset));
        Assert.Equal(new DateOnly(2023, 2, 7), CivilTime.DateOf(start));
        Assert.Equal(new DateOnly(2023, 2, 6), CivilTime.DateOf(start.AddTicks(-1)));
    }
}
