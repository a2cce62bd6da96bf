using System.Globalization;
using System.Text.Json.Nodes;

namespace Outreach.Bench.Load;

/// <summary>What a load run prints.</summary>
internal static class LoadReport
{
    private const int RowsOverTime = 20;
    private const double MiB = 1024 * 1024;

    /// <summary>How often to look: some twenty times a step, but from twice a second to every five seconds.</summary>
    public static TimeSpan Interval(TimeSpan length) => TimeSpan.FromSeconds(Math.Clamp(length.TotalSeconds / RowsOverTime, 0.5, 5));

    /// <summary>The steady step by function and over time.</summary>
    public static void Print(Step steady, LiveHeap live)
    {
        Console.WriteLine(Of($"{steady.Outcomes.Count} calls at {steady.Rate}/s in {steady.Length}, sent {Ms(steady.GeneratorLate)} ms late (p99)."));
        TextTable.Print(
            ["function", "calls", "errors", "p50 ms", "p95 ms", "p99 ms", "max ms"],
            [
                .. Mix.All.Select(errand => (errand.Name, Outcomes: steady.Outcomes.Where(outcome => outcome.Errand == errand).ToList()))
                    .Where(row => row.Outcomes.Any(outcome => outcome.Status != Outcome.NotMade))
                    .Select(row => Row(row.Name, row.Outcomes)),
                Row("all", steady.Outcomes),
            ]);
        PrintErrors(steady);
        TextTable.Print(
            [
                "seconds", "store cores", "host cores", "generator cores", "all cores", "store MiB", "host MiB", "heap MiB", "pool queue", "threads",
                "messages", "oldest s",
            ],
            [.. steady.Samples.Where((_, i) => i % (1 + steady.Samples.Count / RowsOverTime) == 0).Select(Row)]);
        Console.WriteLine(Of(
            $"After full collections the host holds {live.First / MiB:0.0} to {live.Last / MiB:0.0} MiB, {live.GrowthAMinute / MiB:0.00} a minute."));
        Console.WriteLine("At " + string.Join(", ", live.Readings.Select(reading => Of($"{reading.At.TotalSeconds:0} s {reading.Bytes / MiB:0.0}"))));
    }

    /// <summary>What the host wrote besides, its warnings and errors: each kind once, and how often.</summary>
    public static void PrintWarnings(IEnumerable<string> lines)
    {
        foreach (var same in lines.Where(line => line.Split(':')[0] is "warn" or "fail").GroupBy(line => line.Split(' ')[1]))
            Console.WriteLine($"{same.Count()} times: {same.First()}");
    }

    /// <summary>All steps beside each other, and what gave way.</summary>
    public static void Print(IReadOnlyList<Step> steps)
    {
        TextTable.Print(
            [
                "calls a second", "p50 ms", "p99 ms", "errors", "host, cores", "generator, cores", "others, cores",
                .. Verdict.Strains(steps[0]).Select(strain => $"{strain.What}, {strain.Unit}"), "starvations",
            ],
            [.. steps.Select(Row)]);
        Console.WriteLine(Sentence(steps));
    }

    /// <summary>
    /// The last line: <c>arrivals</c> a second in the steady step and its <c>p99</c> in milliseconds, <c>errors</c> and <c>starvations</c>; what
    /// <c>gaveWay</c> first, and <c>at</c> how many calls a second the p99 passed its limit (null where it did not); <c>live</c> is what the host
    /// holds on to in MiB, and <c>memoryGrowth</c> what comes to it a minute.
    /// </summary>
    public static JsonObject Object(string name, IReadOnlyList<Step> steps, LiveHeap live) => new()
    {
        ["bench"] = name,
        ["arrivals"] = steps[0].Rate,
        ["p99"] = Math.Round(steps[0].Timing.Percentile(0.99).TotalMilliseconds, 1),
        ["errors"] = steps[0].Errors,
        ["starvations"] = steps[0].Starvations,
        ["gaveWay"] = Verdict.Of(steps)?.Strain.What,
        ["at"] = IsTooSlow(steps[^1]) ? Math.Round(steps[^1].Rate) : null,
        ["live"] = Math.Round(live.Last / MiB, 1),
        ["memoryGrowth"] = Math.Round(live.GrowthAMinute / MiB, 2),
    };

    private static bool IsTooSlow(Step step) => step.Timing.Percentile(0.99) > Verdict.SlowestP99;

    private static string Sentence(IReadOnlyList<Step> steps)
    {
        var last = steps[^1];
        var passed = IsTooSlow(last)
            ? Of($"At {last.Rate:0} calls a second the p99 passed {Verdict.SlowestP99.TotalMilliseconds} ms.")
            : Of($"Up to {last.Rate:0} calls a second the p99 stayed below {Verdict.SlowestP99.TotalMilliseconds} ms.");
        return passed + " " + (Verdict.Of(steps) is var (strain, rate)
            ? Of($"First at its limit, at {rate:0} a second: {strain.What}, {strain.Value:0.00} {strain.Unit} (its limit is {strain.Limit:0.00}).")
            : "Nothing that is measured was at its limit.");
    }

    private static void PrintErrors(Step step)
    {
        foreach (var same in step.Outcomes.Where(outcome => outcome.IsError).GroupBy(outcome => (outcome.Errand.Name, outcome.Status)))
        {
            var (name, status) = same.Key;
            Console.WriteLine($"{name} {(status == Outcome.NoAnswer ? "had no answer" : $"answered {status}")}: {same.Count()} times.");
        }

        if (step.Outcomes.Count(outcome => outcome.Status == Outcome.NotMade) is > 0 and var notMade)
            Console.WriteLine($"{notMade} calls were not made, since the answers that lead to them had not come.");
    }

    private static string[] Row(string name, IReadOnlyList<Outcome> outcomes)
    {
        var timing = Step.TimingOf(TimeSpan.Zero, outcomes);
        return
        [
            name, $"{outcomes.Count}", $"{outcomes.Count(outcome => outcome.IsError)}",
            Ms(timing.Percentile(0.5)), Ms(timing.Percentile(0.95)), Ms(timing.Percentile(0.99)), Ms(timing.Latencies[^1]),
        ];
    }

    private static string[] Row(Sample sample) =>
    [
        Of($"{sample.At.TotalSeconds:0.0}"), Of($"{sample.Store:0.00}"), Of($"{sample.Host:0.00}"), Of($"{sample.Generator:0.00}"),
        Of($"{sample.Machine:0.00}"), Of($"{sample.StoreMemory / MiB:0}"), Of($"{sample.HostMemory / MiB:0}"), Of($"{sample.Pulse.Heap / MiB:0}"),
        Of($"{sample.Pulse.PoolQueue:0}"), Of($"{sample.Pulse.PoolThreads:0}"), $"{sample.Waiting}", Of($"{sample.OldestAge.TotalSeconds:0.0}"),
    ];

    private static string[] Row(Step step) =>
    [
        Of($"{step.Rate:0}"), Ms(step.Timing.Percentile(0.5)), Ms(step.Timing.Percentile(0.99)), $"{step.Errors}",
        Of($"{step.Median(sample => sample.Host):0.00}"), Of($"{step.Median(sample => sample.Generator):0.00}"),
        Of($"{step.Median(sample => sample.Machine - sample.Store - sample.Host - sample.Generator):0.00}"),
        .. Verdict.Strains(step).Select(strain => Of($"{strain.Value:0.00}")), $"{step.Starvations}",
    ];

    private static string Ms(TimeSpan time) => Of($"{time.TotalMilliseconds:0.0}");

    private static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
