namespace Outreach.Bench.Load;

/// <summary>How near something was to what it can bear.</summary>
/// <param name="Limit">From here on it gives way.</param>
internal sealed record Strain(string What, double Value, double Limit, string Unit)
{
    public bool IsAtLimit => Value >= Limit;
}

/// <summary>
/// What gave way first, by what was measured: the first step in which something reached its limit, and there the cause before what follows from
/// it.
/// </summary>
internal static class Verdict
{
    /// <summary>Answers that take longer than this for one call in a hundred are too slow.</summary>
    public static readonly TimeSpan SlowestP99 = TimeSpan.FromMilliseconds(500);

    /// <summary>The first strain at its limit, and the rate at which it was; null when nothing that is measured was.</summary>
    public static (Strain Strain, double Rate)? Of(IEnumerable<Step> steps) => steps
        .SelectMany(step => Strains(step).Select(strain => ((Strain Strain, double Rate)?)(strain, step.Rate)))
        .FirstOrDefault(found => found!.Value.Strain.IsAtLimit);

    /// <summary>Causes first: a store that is at its end makes messages wait, and a machine that is makes everything late.</summary>
    public static IReadOnlyList<Strain> Strains(Step step) =>
    [
        // A Node process runs JavaScript on one thread.
        new("store", step.Median(sample => sample.Store), 0.95, "cores"),
        new("machine", step.Median(sample => sample.Machine), 0.95 * Environment.ProcessorCount, "cores"),
        new("thread pool", step.Median(sample => sample.Pulse.PoolQueue), 100, "work items waiting"),
        // A message of the first half of the step that still waits at its end: more come in than are worked off.
        new("queues", step.Samples[^1].OldestAge.TotalSeconds, Math.Max(step.Length.TotalSeconds / 2, 5), "s the oldest message"),
        new("generator", step.GeneratorLate.TotalMilliseconds, 50, "ms late"),
    ];
}
