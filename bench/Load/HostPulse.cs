using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace Outreach.Bench.Load;

/// <summary>What the runtime of a host tells of itself, once a second.</summary>
/// <param name="Heap">The managed heap in bytes, with what is garbage by now.</param>
/// <param name="FullCollections">In the last second.</param>
/// <param name="PoolQueue">Work items that wait for a thread of the pool.</param>
internal readonly record struct Pulse(double Heap, double FullCollections, double PoolQueue, double PoolThreads);

/// <summary>
/// Listens to the runtime of a host in another process over its diagnostic port, as <c>dotnet-counters</c> does: the host runs as it is shipped
/// and need not know of it.
/// </summary>
internal sealed class HostPulse : IDisposable
{
    private const string Counters = "System.Runtime";
    private static readonly TimeSpan CollectionLimit = TimeSpan.FromSeconds(30);

    private readonly int _process;
    private readonly EventPipeSession _session;
    private readonly Dictionary<string, double> _last = [];
    private readonly Task _listening;
    private int _starvations;

    private HostPulse(int process)
    {
        _process = process;
        _session = new DiagnosticsClient(process).StartEventPipeSession(
            [
                new EventPipeProvider(Counters, EventLevel.Informational, 0, new Dictionary<string, string> { ["EventCounterIntervalSec"] = "1" }),
                Runtime(ClrTraceEventParser.Keywords.Threading),
            ],
            requestRundown: false);
        _listening = Listen(_session, source =>
        {
            source.Dynamic.All += Note;
            source.Clr.ThreadPoolWorkerThreadAdjustmentAdjustment += adjustment =>
            {
                if (adjustment.Reason == ThreadAdjustmentReason.Starvation)
                    Interlocked.Increment(ref _starvations);
            };
        });
    }

    /// <summary>How often the pool took another thread since none of its own came free for work that waited.</summary>
    public int Starvations => Volatile.Read(ref _starvations);

    public Pulse Last
    {
        get
        {
            lock (_last)
            {
                double Of(string counter) => _last.GetValueOrDefault(counter);
                return new Pulse(Of("gc-heap-size") * 1e6, Of("gen-2-gc-count"), Of("threadpool-queue-length"), Of("threadpool-thread-count"));
            }
        }
    }

    public static HostPulse Listen(int process) => new(process);

    /// <summary>Has the host collect all of its garbage and gives what is left, in bytes: what it holds on to.</summary>
    public async Task<long> Live()
    {
        var live = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isFull = false;
        using var session = new DiagnosticsClient(_process).StartEventPipeSession(
            [Runtime(ClrTraceEventParser.Keywords.GC | ClrTraceEventParser.Keywords.GCHeapCollect)], requestRundown: false);
        var listening = Listen(session, source =>
        {
            source.Clr.GCStart += collection => isFull |= collection is { Depth: 2, Reason: GCReason.Induced };
            source.Clr.GCHeapStats += stats =>
            {
                if (isFull)
                    live.TrySetResult(stats.TotalPromoted);
            };
        });
        try
        {
            return await live.Task.WaitAsync(CollectionLimit);
        }
        finally
        {
            await session.StopAsync(CancellationToken.None);
            await listening;
        }
    }

    public void Dispose()
    {
        _session.Stop();
        _listening.Wait();
        _session.Dispose();
    }

    private static EventPipeProvider Runtime(ClrTraceEventParser.Keywords keywords) =>
        new(ClrTraceEventParser.ProviderName, EventLevel.Informational, (long)keywords);

    // Reading a session blocks a thread until it is stopped.
    private static Task Listen(EventPipeSession session, Action<EventPipeEventSource> subscribe) => Task.Factory.StartNew(
        () =>
        {
            using var source = new EventPipeEventSource(session.EventStream);
            subscribe(source);
            source.Process();
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Note(TraceEvent counter)
    {
        if (counter.EventName != "EventCounters" || counter.ProviderName != Counters)
            return;
        var payload = (IDictionary<string, object>)((IDictionary<string, object>)counter.PayloadValue(0))["Payload"];
        lock (_last)
            _last[(string)payload["Name"]] = (double)(payload.TryGetValue("Mean", out var mean) ? mean : payload["Increment"]);
    }
}
