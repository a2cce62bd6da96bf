using System.Diagnostics;
using System.Reflection;
using Outreach.LocalHost.Functions;
using Outreach.LocalHost.Queues;
using Outreach.LocalHost.Timers;

namespace Outreach.LocalHost.Admin;

/// <summary>Reads the state of the host and of its store, afresh at each call.</summary>
internal sealed class HostStatusReader(
    string id, Assembly app, IReadOnlyList<FunctionDescription> functions, IReadOnlyDictionary<string, QueueListener> queues,
    IReadOnlyDictionary<string, TimerListener> timers, InFlight inFlight, Func<bool> isStopping)
{
    private readonly long _began = Stopwatch.GetTimestamp();

    public IReadOnlyList<FunctionDescription> Functions => functions;

    public async Task<HostStatus> Read(CancellationToken cancellation) => new(
        id,
        isStopping() ? "Stopping" : "Running",
        app.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
        Stopwatch.GetElapsedTime(_began),
        [.. functions.Select(function => function.Name)],
        await Task.WhenAll(functions.Where(function => function.Trigger == TriggerKind.Queue).Select(function => Queue(function, cancellation))),
        await Task.WhenAll(functions.Where(function => function.Trigger == TriggerKind.Timer).Select(function => Timer(function, cancellation))),
        inFlight.Count);

    private async Task<QueueStatus> Queue(FunctionDescription function, CancellationToken cancellation)
    {
        var (count, poison) = await queues[function.Name].Count(cancellation);
        return new(function.Queue!, function.Name, count, poison);
    }

    private async Task<TimerStatus> Timer(FunctionDescription function, CancellationToken cancellation)
    {
        var row = await timers[function.Name].Status(cancellation);
        return new(function.Name, function.Schedule!, row.Last, row.Next);
    }
}
