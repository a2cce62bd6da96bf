using System.Globalization;
using Outreach.Bench.Micro;
using Outreach.LocalHost;

namespace Outreach.Bench;

/// <summary>What was asked for on the command line.</summary>
internal sealed record BenchLine(IReadOnlyList<string> Names, BenchOptions Options, bool IsHelp)
{
    public static string Help { get; } = $"""
        Measures Outreach against the plain store, side by side: dotnet run -c Release --project bench -- <name> [options]

        {string.Join(Environment.NewLine, Benches.All.Select(bench => $"  {bench.Name,-10} {bench.Says}"))}
          all        the ones above that compare, one after the other
          {MicroBenches.Name,-10} BenchmarkDotNet of the decisions and of one whole request

          --scale    the sizes times this number (default 1); a hundredth shows that all still runs, not how fast
          --seconds  how long faults go on, from 10 to 900 (default 30)
          --seed     from which number they, or the calls of load, follow (default 1)
          --seeds    how many numbers are run, one after the other (default 1)
          --arrivals calls a second that come in, as 100 or 100/s (load; default 100)
          --minutes  how long they come at that rate, before it goes up (load; default 5)
        """;

    /// <exception cref="StartupException">No bench is named, or none has that name, or an option is wrong.</exception>
    public static BenchLine Parse(IReadOnlyList<string> arguments)
    {
        var line = new BenchLine([], new BenchOptions(), IsHelp: false);
        for (var at = 0; at < arguments.Count; at++)
        {
            var name = arguments[at];
            line = name switch
            {
                "--help" or "-h" => line with { IsHelp = true },
                _ when name.StartsWith("--", StringComparison.Ordinal) =>
                    line with { Options = line.Options.With(name, ++at < arguments.Count ? arguments[at] : "") },
                "all" => line with { Names = [.. Benches.All.Where(bench => bench.Compares).Select(bench => bench.Name)] },
                MicroBenches.Name => line with { Names = [MicroBenches.Name] },
                _ => line with { Names = [Benches.Find(name).Name] },
            };
        }

        return line.IsHelp || line.Names.Count > 0 ? line : throw new StartupException("Say which bench to run: --help lists them all.");
    }
}
