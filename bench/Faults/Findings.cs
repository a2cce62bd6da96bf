using System.Text.Json.Nodes;

namespace Outreach.Bench.Faults;

/// <summary>What is not as it has to be, each with the ids that it concerns.</summary>
internal sealed class Findings
{
    private readonly List<string> _lost = [];
    private readonly List<string> _duplicated = [];
    private readonly List<string> _overfilled = [];
    private readonly List<string> _drift = [];
    private readonly List<string> _wrong = [];

    public IEnumerable<string> All =>
    [
        .. _lost.Select(what => $"lost: {what}"),
        .. _duplicated.Select(what => $"duplicated: {what}"),
        .. _overfilled.Select(what => $"overfilled: {what}"),
        .. _drift.Select(what => $"drift: {what}"),
        .. _wrong.Select(what => $"wrong: {what}"),
    ];

    /// <summary>Somebody was told of it, and it is not there.</summary>
    public void Lost(string what) => _lost.Add(what);

    /// <summary>It is there twice, or nobody asked for it.</summary>
    public void Duplicated(string what) => _duplicated.Add(what);

    /// <summary>More people than places.</summary>
    public void Overfilled(string what) => _overfilled.Add(what);

    /// <summary>What is derived says other than the facts.</summary>
    public void Drift(string what) => _drift.Add(what);

    /// <summary>Anything else: an answer or an error that no fault explains, a host that died, what stands among the poison.</summary>
    public void Wrong(string what) => _wrong.Add(what);

    public JsonObject Summary(int seed) => new()
    {
        ["bench"] = FaultBench.BenchName,
        ["seed"] = seed,
        ["lost"] = _lost.Count,
        ["duplicated"] = _duplicated.Count,
        ["overfilled"] = _overfilled.Count,
        ["drift"] = _drift.Count,
    };
}
