using System.Globalization;
using Outreach.LocalHost;

namespace Outreach.Bench;

/// <summary>How large a bench is and how long it lasts; each takes what concerns it.</summary>
internal sealed record BenchOptions
{
    public Scale Scale { get; private init; } = new(1);

    /// <summary>What a run of faults, or of load, follows from.</summary>
    public int Seed { get; private init; } = 1;

    /// <summary>How many seeds are run, one after the other, from <see cref="Seed"/> on.</summary>
    public int Seeds { get; private init; } = 1;

    /// <summary>How long faults befall a run.</summary>
    public TimeSpan Seconds { get; private init; } = TimeSpan.FromSeconds(30);

    /// <summary>Calls a second, on average.</summary>
    public double Arrivals { get; private init; } = 100;

    /// <summary>How long they come at that rate.</summary>
    public TimeSpan Length { get; private init; } = TimeSpan.FromMinutes(5);

    /// <exception cref="StartupException">There is no such option, or its value is wrong.</exception>
    public BenchOptions With(string option, string value) => option switch
    {
        "--scale" => this with { Scale = new Scale(Positive(option, value)) },
        "--seed" => this with { Seed = Whole(option, value) },
        "--seeds" => this with { Seeds = Whole(option, value) },
        "--seconds" => this with { Seconds = TimeSpan.FromSeconds(Positive(option, value)) },
        "--arrivals" => this with { Arrivals = Positive(option, value.EndsWith("/s", StringComparison.Ordinal) ? value[..^2] : value) },
        "--minutes" => this with { Length = TimeSpan.FromMinutes(Positive(option, value)) },
        _ => throw new StartupException($"Unknown option {option}: --help lists them all."),
    };

    private static int Whole(string option, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new StartupException($"{option} takes a whole number above 0, not \"{value}\".");

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
