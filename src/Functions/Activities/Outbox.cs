using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Activities;

/// <summary>
/// Sends the messages of commits, right after the commit but outside the caller's way: sent, then noted as sent. What a crash
/// leaves unsent stands in the activity's partition, where <see cref="SweepOutbox"/> finds it.
/// </summary>
public sealed partial class Outbox(ActivityPartition partition, Queues queues, ILogger<Outbox> log) : BackgroundService
{
    private const int Senders = 4;

    private readonly Channel<ActivityCommitted> _committed = Channel.CreateUnbounded<ActivityCommitted>();
    private int _unsent;

    /// <summary>Whether every message of this process's commits has been sent.</summary>
    public bool IsEmpty => Volatile.Read(ref _unsent) == 0;

    /// <summary>Hands a message over for sending. It has been committed with the facts, so losing it here loses nothing.</summary>
    internal void Dispatch(ActivityCommitted message)
    {
        Interlocked.Increment(ref _unsent);
        if (!_committed.Writer.TryWrite(message))
            Interlocked.Decrement(ref _unsent); // The host is stopping; the sweeper of the next one sends it.
    }

    internal async Task Send(ActivityCommitted message, CancellationToken cancellation)
    {
        await queues.Send(Queues.ActivityCommits, message, StoredActivitiesJson.Default.ActivityCommitted, cancellation);
        await partition.Sent(message, cancellation);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _committed.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => SendAll()));

    /// <summary>Ends when the channel is completed and empty: a stopping host first sends what it has.</summary>
    private async Task SendAll()
    {
        await foreach (var message in _committed.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await Send(message, CancellationToken.None);
            }
            catch (Exception e)
            {
                LogUnsent(log, e, message.Activity.Value, message.Version);
            }
            finally
            {
                Interlocked.Decrement(ref _unsent);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The message of activity {Activity}, version {Version}, was not sent; the sweeper will send it.")]
    private static partial void LogUnsent(ILogger log, Exception exception, string activity, long version);
}
