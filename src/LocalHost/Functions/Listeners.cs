using Outreach.LocalHost.Queues;
using Outreach.LocalHost.Timers;

namespace Outreach.LocalHost.Functions;

/// <summary>All that listens besides HTTP: started together, and drained together.</summary>
internal sealed partial class Listeners(
    IReadOnlyList<QueueListener> queues, IReadOnlyList<TimerListener> timers, TimerTable table, BackgroundRuns runs, InFlight inFlight,
    ILogger<Listeners> logger) : IDisposable
{
    // What a cancelled function may take to give up.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    // What a call to the store may take that is under way when the host stops: one that does not answer holds nobody up.
    private static readonly TimeSpan s_lastCall = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stopping = new();
    private Task _polling = Task.CompletedTask;
    private Task _ticking = Task.CompletedTask;

    public bool AreStopping => _stopping.IsCancellationRequested;

    /// <summary>Creates the queues and the table that are missing.</summary>
    public async Task Prepare(CancellationToken cancellation)
    {
        await Task.WhenAll(queues.Select(queue => queue.Prepare(cancellation)));
        if (timers.Count > 0)
            await table.Prepare(cancellation);
    }

    public void Start()
    {
        _polling = Task.WhenAll(queues.Select(queue => Task.Run(() => queue.Listen(_stopping.Token), CancellationToken.None)));
        _ticking = Task.WhenAll(timers.Select(timer => Task.Run(() => timer.Listen(_stopping.Token), CancellationToken.None)));
    }

    /// <summary>Takes nothing new, lets what runs finish until the limit, then cancels it; its messages become visible again.</summary>
    public async Task Stop(CancellationToken limit)
    {
        await _stopping.CancelAsync();
        await _polling.EndsWithin(s_lastCall);
        if (!await inFlight.WhenNone().EndsBefore(limit))
        {
            LogCancelling(logger, inFlight.Count);
            await runs.Abandon();
            if (!await inFlight.WhenNone().EndsWithin(s_grace))
                LogLeft(logger, inFlight.Count);
        }

        await _ticking.EndsWithin(s_lastCall);
    }

    /// <summary>Whether nothing runs and no trigger queue holds a message, not even one that waits to be tried again.</summary>
    public async Task<bool> AreIdle(CancellationToken cancellation)
    {
        // A function that ran between two readings may have filled a queue already seen empty, so none may have begun.
        var begun = inFlight.Begun;
        if (inFlight.Count > 0)
            return false;
        var empty = await Task.WhenAll(queues.Select(queue => queue.IsEmpty(cancellation)));
        return empty.All(isEmpty => isEmpty) && inFlight.Begun == begun;
    }

    public void Dispose() => _stopping.Dispose();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cancelling {Count} invocations that did not finish in time")]
    private static partial void LogCancelling(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} invocations did not heed their cancellation")]
    private static partial void LogLeft(ILogger logger, int count);
}
