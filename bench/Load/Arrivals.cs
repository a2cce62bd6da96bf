namespace Outreach.Bench.Load;

/// <param name="At">How long after the beginning.</param>
internal sealed record Arrival(TimeSpan At, Errand Errand);

/// <summary>Who comes when: by chance and independently of each other (a Poisson process), and of how fast the answers are.</summary>
internal static class Arrivals
{
    /// <param name="random">The same seed brings the same people at the same times.</param>
    /// <param name="rate">Calls a second, on average.</param>
    public static IReadOnlyList<Arrival> Draw(Random random, double rate, TimeSpan length)
    {
        var arrivals = new List<Arrival>((int)(rate * length.TotalSeconds * 1.1) + 16);
        for (var at = 0.0; (at += -Math.Log(1 - random.NextDouble()) / rate) < length.TotalSeconds;)
            arrivals.Add(new Arrival(TimeSpan.FromSeconds(at), Mix.Draw(random)));
        return arrivals;
    }
}
