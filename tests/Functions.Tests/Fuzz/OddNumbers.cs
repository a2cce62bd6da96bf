namespace Outreach.Functions.Tests.Fuzz;

/// <summary>Numbers at the edges of what holds them, and what JSON takes for no number.</summary>
internal static class OddNumbers
{
    public static readonly IReadOnlyList<string> All =
    [
        "0", "-0", "0.0", "-0.0", "1.0", "1e2", "1E+2", "1.5", "1e308", "-1e308", "1e309", "1e999", "-1e999", "5e-324", "1e-999", "2147483647",
        "2147483648", "-2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
        "18446744073709551616", "90.000001", "-180.5", new('9', 400), new('9', 10_000), "0." + new string('0', 1_000) + "1",
        "1e" + new string('9', 100),
        "NaN", "Infinity", "-Infinity", "+1", "01", "1.", ".5", "0x10", "1_000", "1e", "--1",
    ];
}
