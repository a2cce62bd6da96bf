using System.Text.Json.Nodes;
using Outreach.LocalHost;

namespace Outreach.Bench.Faults;

/// <summary>
/// Two hosts on one store, with everything going wrong that a plan holds, while clients go on: and then whether what they were told is
/// there, once, and whatever follows from it says the same.
/// </summary>
internal sealed class FaultBench : IBench
{
    public const string BenchName = "faults";

    public string Name => BenchName;

    public string Says => "two hosts, a store that fails them, kills and a wrong clock: whether what clients were told is there, once";

    public bool Compares => false;

    public async Task<JsonObject> Run(BenchOptions options)
    {
        if (options.Seconds < FaultPlanning.Shortest || options.Seconds > FaultPlanning.Longest)
            throw new StartupException(
                $"--seconds takes a number from {FaultPlanning.Shortest.TotalSeconds} to {FaultPlanning.Longest.TotalSeconds}.");
        JsonObject last = [];
        for (var seed = options.Seed; seed < options.Seed + options.Seeds; seed++)
        {
            if (seed > options.Seed)
                Console.WriteLine(last.ToJsonString());
            last = await Run(FaultPlanning.Make(seed, options.Seconds));
        }

        return last;
    }

    private static async Task<JsonObject> Run(FaultPlan plan)
    {
        Console.WriteLine(
            $"seed {plan.Seed}, plan {plan.Digest()}: {plan.Length.TotalSeconds:0} s, clocks {plan.Skew.TotalSeconds:0} s apart, " +
            $"{plan.Windows.Length} times of faults, {plan.Kills.Length} kills, {plan.Residents} residents, {plan.Intentions.Length} intentions");
        await using var run = await FaultRun.Open(plan);
        await run.Play();
        var findings = await run.Compare();
        run.Report();
        foreach (var finding in findings.All)
            Console.WriteLine(finding);
        var summary = findings.Summary(plan.Seed);
        return findings.All.Count() is var count && count > 0
            ? throw new WrongResultException($"Seed {plan.Seed} found {count} things wrong.") { Result = summary }
            : summary;
    }
}
