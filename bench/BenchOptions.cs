using System.Globalization;
using Outreach.LocalHost;

namespace Outreach.Bench;

/// <summary>How large a bench is and how long it lasts; each takes what concerns it.</summary>
internal sealed record BenchOptions
{
    public Scale Scale { get; private init; } = new(1);

    /// <exception cref="StartupException">There is no such option, or its value is wrong.</exception>
    public BenchOptions With(string option, string value) => option switch
    {
        "--scale" => this with { Scale = new Scale(Positive(option, value)) },
        _ => throw new StartupException($"Unknown option {option}: --help lists them all."),
    };

    private static double Positive(string option, string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new StartupException($"{option} takes a number above 0, not \"{value}\".");
}

/// <summary>How large a bench is, beside its full size.</summary>
internal sealed record Scale(double Factor)
{
    /// <summary>A number of the full size at this scale; at least one, or as many as the bench needs to make sense.</summary>
    public int Of(int full, int atLeast = 1) => Math.Max(atLeast, (int)(full * Factor));
}
