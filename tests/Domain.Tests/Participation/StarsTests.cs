using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;

namespace Outreach.Domain.Tests.Participation;

public sealed class StarsTests
{
    private static readonly Stars Beijing = new([100, 200, 500, 800, 1000]);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData((100 * 60) - 1, 0, 0)]
    [InlineData(100 * 60, 1, 1)]
    [InlineData(299 * 60, 1, 2)]
    [InlineData(300 * 60, 2, 2)]
    [InlineData(600 * 60, 3, 3)]
    [InlineData(1000 * 60, 4, 5)]
    [InlineData(1500 * 60, 5, 5)]
    [InlineData(9999 * 60, 5, 5)]
    public void Gives_a_star_for_each_threshold_that_is_reached(long minutes, int byDefault, int inBeijing) => Assert.Equal(
        (byDefault, inBeijing), (Stars.Default.Of(ServiceMinutes.Of(minutes).Must()), Beijing.Of(ServiceMinutes.Of(minutes).Must())));
}
