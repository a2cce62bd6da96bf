using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics.Metrics;
using Outreach.LocalHost;
using Outreach.LocalHost.Functions;

namespace Outreach.Bench;

/// <summary>
/// Counts the calls that reach the store, from the runtime's own meter of HTTP requests: by the service's port, and by the function that
/// they are made for. What no function makes (the outbox, the polling of queues) counts as the host's.
/// </summary>
internal sealed class StoreCalls : IDisposable
{
    public const string OfTheHost = "host";

    private static readonly AsyncLocal<string?> Caller = new();

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(string Function, string Service), int> _counts = new();

    private StoreCalls()
    {
    }

    public static StoreCalls Listen(string connection)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connection };
        var services = new Dictionary<int, string> { [PortOf("TableEndpoint")] = "tables", [PortOf("QueueEndpoint")] = "queues" };
        var calls = new StoreCalls();
        calls._listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.request.duration" })
                listener.EnableMeasurementEvents(instrument);
        };
        calls._listener.SetMeasurementEventCallback<double>((_, _, tags, _) => calls.Note(tags, services));
        calls._listener.Start();
        return calls;

        int PortOf(string service) => new Uri((string)parts[service]).Port;
    }

    /// <summary>The app's pipeline, within which calls are a function's.</summary>
    public static Task<object?> Attribute(FunctionInvocation invocation, Func<Task<object?>> next)
    {
        Caller.Value = invocation.FunctionName;
        return OutreachApp.Pipeline(invocation, next);
    }

    /// <summary>The counts since the last call of this.</summary>
    public StoreCallCounts Take()
    {
        var taken = _counts.Keys.ToDictionary(key => key, key => _counts.TryRemove(key, out var count) ? count : 0);
        return new StoreCallCounts(taken);
    }

    public void Dispose() => _listener.Dispose();

    private void Note(ReadOnlySpan<KeyValuePair<string, object?>> tags, IReadOnlyDictionary<int, string> services)
    {
        foreach (var tag in tags)
        {
            if (tag is { Key: "server.port", Value: int port } && services.TryGetValue(port, out var service))
                _counts.AddOrUpdate((Caller.Value ?? OfTheHost, service), 1, (_, count) => count + 1);
        }
    }
}

internal sealed record StoreCallCounts(IReadOnlyDictionary<(string Function, string Service), int> Counts)
{
    public int Of(string function, string service) => Counts.GetValueOrDefault((function, service));

    public int All(string service) => Counts.Where(pair => pair.Key.Service == service).Sum(pair => pair.Value);
}
