using System.Text.Json.Nodes;
using Outreach.Bench.Costs;
using Outreach.Bench.Faults;
using Outreach.Bench.Load;
using Outreach.LocalHost;

namespace Outreach.Bench;

/// <summary>Something that is measured or broken on purpose, in one run.</summary>
internal interface IBench
{
    string Name { get; }

    /// <summary>What it compares, in half a line.</summary>
    string Says { get; }

    /// <summary>Whether it measures the app beside the plain store, in a few minutes: those run together as <c>all</c>.</summary>
    bool Compares { get; }

    /// <summary>Prints its table and gives what the last line says.</summary>
    /// <exception cref="WrongResultException">What the app wrote is not what it should be, so how fast it was does not matter.</exception>
    Task<JsonObject> Run(BenchOptions options);
}

internal static class Benches
{
    public static IReadOnlyList<IBench> All { get; } =
        [new CheckInBench(), new SignUpBench(), new NightBench(), new PageBench(), new CostBench(), new FaultBench(), new LoadBench()];

    /// <exception cref="StartupException">There is no bench of that name.</exception>
    public static IBench Find(string name) =>
        All.FirstOrDefault(bench => bench.Name == name) ?? throw new StartupException($"There is no bench {name}: --help lists them all.");
}

/// <summary>What the app did is wrong.</summary>
internal sealed class WrongResultException(string sentence) : Exception(sentence)
{
    /// <summary>What the last line says all the same; null where there is nothing to say.</summary>
    public JsonObject? Result { get; init; }
}
