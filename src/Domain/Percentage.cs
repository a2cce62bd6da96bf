using System.Globalization;

namespace Outreach.Domain;

/// <summary>A rate as the field prints it: two decimals, half up; "—" where there is nothing to divide by.</summary>
public static class Percentage
{
    public const string None = "—";

    /// <param name="part">At least 0.</param>
    /// <param name="whole">At least 0.</param>
    public static string Of(long part, long whole) =>
        NumberOf(part, whole) is { } rate ? rate.ToString("0.00", CultureInfo.InvariantCulture) + "%" : None;

    /// <summary>The same rate as a number of hundredths; null where there is nothing to divide by.</summary>
    public static decimal? NumberOf(long part, long whole) =>
        whole == 0 ? null : Math.Round(part * 10_000m / whole, MidpointRounding.AwayFromZero) / 100;
}
