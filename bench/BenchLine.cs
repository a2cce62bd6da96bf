using System.Globalization;
using Outreach.Bench.Micro;
using Outreach.LocalHost;

namespace Outreach.Bench;

/// <summary>What was asked for on the command line.</summary>
internal sealed record BenchLine(IReadOnlyList<string> Names, Scale Scale, bool IsHelp)
{
    public static string Help { get; } = $"""
        Measures Outreach against the plain store, side by side: dotnet run -c Release --project bench -- <name> [--scale <number>]

        {string.Join(Environment.NewLine, Benches.All.Select(bench => $"  {bench.Name,-10} {bench.Says}"))}
          all        the ones above, one after the other
          {MicroBenches.Name,-10} BenchmarkDotNet of the decisions and of one whole request

          --scale    the sizes times this number (default 1); a hundredth shows that all still runs, not how fast
        """;

    /// <exception cref="StartupException">No bench is named, or none has that name, or an option is wrong.</exception>
    public static BenchLine Parse(IReadOnlyList<string> arguments)
    {
        var line = new BenchLine([], new Scale(1), IsHelp: false);
        for (var at = 0; at < arguments.Count; at++)
        {
            line = arguments[at] switch
            {
                "--help" or "-h" => line with { IsHelp = true },
                "--scale" => line with { Scale = ParseScale(++at < arguments.Count ? arguments[at] : "") },
                "all" => line with { Names = [.. Benches.All.Select(bench => bench.Name)] },
                MicroBenches.Name => line with { Names = [MicroBenches.Name] },
                var name => line with { Names = [Benches.Find(name).Name] },
            };
        }

        return line.IsHelp || line.Names.Count > 0 ? line : throw new StartupException("Say which bench to run: --help lists them all.");
    }

    private static Scale ParseScale(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor) && factor > 0
            ? new Scale(factor)
            : throw new StartupException($"--scale takes a number above 0, not \"{text}\".");
}

/// <summary>How large a bench is, beside its full size.</summary>
internal sealed record Scale(double Factor)
{
    /// <summary>A number of the full size at this scale; at least one, or as many as the bench needs to make sense.</summary>
    public int Of(int full, int atLeast = 1) => Math.Max(atLeast, (int)(full * Factor));
}
