namespace Outreach.Domain.Activities;

/// <summary>A place on the earth, in degrees.</summary>
public sealed record Location
{
    private const double EarthRadiusMetres = 6_371_000;

    private Location(double latitude, double longitude)
    {
        Latitude = latitude;
        Longitude = longitude;
    }

    public double Latitude { get; }

    public double Longitude { get; }

    /// <param name="latitude">−90 to 90, inclusive.</param>
    /// <param name="longitude">−180 to 180, inclusive.</param>
    public static Result<Location> Of(double latitude, double longitude)
    {
        var fields = new Fields();
        fields.Require(latitude is >= -90 and <= 90, "latitude", "out-of-range", -90, 90);
        fields.Require(longitude is >= -180 and <= 180, "longitude", "out-of-range", -180, 180);
        return fields.Refusal is { } refusal ? refusal : new Location(latitude, longitude);
    }

    /// <summary>The distance along the great circle, in metres (haversine).</summary>
    public double MetresTo(Location other)
    {
        var latitudes = double.DegreesToRadians(other.Latitude - Latitude);
        var longitudes = double.DegreesToRadians(other.Longitude - Longitude);
        var h = Square(Math.Sin(latitudes / 2)) +
            (Math.Cos(double.DegreesToRadians(Latitude)) * Math.Cos(double.DegreesToRadians(other.Latitude)) * Square(Math.Sin(longitudes / 2)));
        return 2 * EarthRadiusMetres * Math.Asin(Math.Sqrt(Math.Min(1, h)));
    }

    /// <summary>Where somebody was is nobody's business: a log shows no coordinates.</summary>
    public override string ToString() => "(a location)";

    private static double Square(double x) => x * x;
}
