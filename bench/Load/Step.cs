namespace Outreach.Bench.Load;

/// <summary>Calls at one rate for a while, and what was seen meanwhile.</summary>
/// <param name="Rate">Calls a second, on average.</param>
/// <param name="Starvations">See <see cref="HostPulse.Starvations"/>.</param>
internal sealed record Step(double Rate, TimeSpan Length, IReadOnlyList<Outcome> Outcomes, IReadOnlyList<Sample> Samples, int Starvations)
{
    public int Errors => Outcomes.Count(outcome => outcome.IsError);

    public Timing Timing { get; } = TimingOf(Length, Outcomes);

    /// <summary>How late the generator was with one call in a hundred.</summary>
    public TimeSpan GeneratorLate { get; } = TimeSpanAt(Outcomes.Select(outcome => outcome.Late), 0.99);

    public double Median(Func<Sample, double> value) => Samples.Select(value).Median();

    public static Timing TimingOf(TimeSpan length, IEnumerable<Outcome> outcomes) =>
        new(length, [.. outcomes.Where(outcome => outcome.Status != Outcome.NotMade).Select(outcome => outcome.Latency).Order()]);

    private static TimeSpan TimeSpanAt(IEnumerable<TimeSpan> some, double share) => new Timing(TimeSpan.Zero, [.. some.Order()]).Percentile(share);
}
