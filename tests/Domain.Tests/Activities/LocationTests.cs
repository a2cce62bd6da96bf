using Outreach.Domain.Activities;

namespace Outreach.Domain.Tests.Activities;

public sealed class LocationTests
{
    private static readonly Location Venue = Location.Of(40.0763, 113.2983).Must();

    [Fact]
    public void Measures_the_distance_of_the_vector_from_either_end()
    {
        var north = Location.Of(40.0773, 113.2983).Must();
        Assert.Equal(111.19, Venue.MetresTo(north), 0.005);
        Assert.Equal(Venue.MetresTo(north), north.MetresTo(Venue), 1e-6);
    }

    [Fact]
    public void Measures_nothing_to_itself_and_half_the_earth_to_the_other_side()
    {
        Assert.Equal(0, Venue.MetresTo(Venue));
        Assert.Equal(Math.PI * 6_371_000, Venue.MetresTo(Location.Of(-40.0763, 113.2983 - 180).Must()), 1);
        Assert.Equal(222.39, Location.Of(0, 179.999).Must().MetresTo(Location.Of(0, -179.999).Must()), 0.005);
    }

    [Theory]
    [InlineData(90.0001, 0, "latitude")]
    [InlineData(-90.0001, 0, "latitude")]
    [InlineData(double.NaN, 0, "latitude")]
    [InlineData(0, 180.0001, "longitude")]
    [InlineData(0, double.NegativeInfinity, "longitude")]
    public void Names_the_coordinate_that_is_nowhere(double latitude, double longitude, string field)
    {
        Assert.False(Location.Of(latitude, longitude).TryGet(out _, out var refusal));
        Assert.Equal((field, "out-of-range"), (Assert.Single(refusal.Errors).Field, refusal.Errors[0].Rule));
    }

    [Fact]
    public void Tells_no_log_where_somebody_was() => Assert.DoesNotContain("40", $"{Venue}", StringComparison.Ordinal);
}
