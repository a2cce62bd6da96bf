using Outreach.Domain.Attendance;

namespace Outreach.Domain.Tests.Attendance;

public sealed class ServiceMinutesTests
{
    private static readonly DateTimeOffset From = Given.Start;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(59, 0)]
    [InlineData(60, 1)]
    [InlineData(119, 1)]
    [InlineData(9000, 150)]
    [InlineData(-60, 0)]
    public void Counts_whole_minutes_and_never_fewer_than_none(int seconds, long minutes) =>
        Assert.Equal(minutes, ServiceMinutes.Between(From, From.AddSeconds(seconds)).Value);

    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(5, "0.0")]
    [InlineData(6, "0.1")]
    [InlineData(59, "0.9")]
    [InlineData(60, "1.0")]
    [InlineData(150, "2.5")]
    [InlineData(6_000_000, "100000.0")]
    public void Shows_hours_to_one_decimal_and_no_time_that_was_not_given(long minutes, string hours) =>
        Assert.Equal(hours, ServiceMinutes.Of(minutes).Must().Hours);

    [Fact]
    public void Is_never_negative() => Assert.Equal("out-of-range", ServiceMinutes.Of(-1).Rule());

    [Fact]
    public void Adds_up() => Assert.Equal(ServiceMinutes.Of(95).Must(), ServiceMinutes.Of(60).Must() + ServiceMinutes.Of(35).Must());
}
