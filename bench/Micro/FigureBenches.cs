using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Participation;
using Outreach.Domain.Territory;

namespace Outreach.Bench.Micro;

/// <summary>What the night computes: an activity's contributions, a union of people, a fold of an area's children.</summary>
[HideColumns("Job", "Error", "StdDev", "IterationTime", "Toolchain", "IterationCount", "WarmupCount")]
public class FigureBenches
{
    private static readonly FigureKey District = new(Dimension.Area, "140213", MadeUpMonth.March);
    private static readonly RecordingDeadline Deadline = new(WorkingCalendar.WeekdaysOnly);

    private ActivityState _state = null!;
    private PersonSet[] _sets = null!;
    private Contribution[] _own = null!;
    private Figures[] _below = null!;

    [GlobalSetup]
    public void SetUp()
    {
        IReadOnlyList<AreaCode> communities = [.. Enumerable.Range(1, 200).Select(i => AreaCode.Parse($"140213066{i:D3}").Must())];
        var held = new MadeUpMonth(MadeUpMonth.March, communities, 200, 100).Make().ToList();
        _state = StateOf(held[0]);
        var contributions = held.Select(activity => Contributions.Of(StateOf(activity), Deadline))
            .ToImmutableArray();
        _own = [.. contributions.SelectMany(c => c).Where(c => c.Key.Dimension == Dimension.Area)];
        _sets = [.. _own.Select(c => c.People)];
        _below = [.. _own.Select(c => Figures.Fold(c.Key, [c], []))];
    }

    [Benchmark(Description = "Contributions.Of, 100 attendances")]
    public object Contribute() => Contributions.Of(_state, Deadline);

    [Benchmark(Description = "PersonSet.Union, 200 sets of 100")]
    public object Unite() => PersonSet.Union(_sets);

    [Benchmark(Description = "PersonSet to bytes and back, 100 people")]
    public object Pack() => PersonSet.FromBytes(_sets[0].ToBytes());

    [Benchmark(Description = "Figures.Fold, 200 activities")]
    public object FoldOwn() => Figures.Fold(District, _own, []);

    [Benchmark(Description = "Figures.Fold, 200 areas below")]
    public object FoldBelow() => Figures.Fold(District, [], _below);

    private static ActivityState StateOf(HeldActivity activity) => ActivityState.Of(activity.Header).Apply(activity.Attendances);
}
