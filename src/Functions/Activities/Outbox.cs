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
    /// <summary>So many commits of full transactions make a message of some 30 KiB.</summary>
    internal const int MostTogether = 15;

    private const int Senders = 4;

    private readonly Channel<IReadOnlyList<ActivityCommitted>> _committed = Channel.CreateUnbounded<IReadOnlyList<ActivityCommitted>>();
    private int _unsent;

    /// <summary>Whether every message of this process's commits has been sent.</summary>
    public bool IsEmpty => Volatile.Read(ref _unsent) == 0;

    /// <summary>Says that a message has been committed which <see cref="Dispatch"/> will hand over in a moment.</summary>
    internal void Expect() => Interlocked.Increment(ref _unsent);

    /// <summary>
    /// Hands messages of one activity over, to be sent as one. They have been committed with the facts, so losing them here loses
    /// nothing.
    /// </summary>
    /// <param name="commits">Each was announced by <see cref="Expect"/>; at most <see cref="MostTogether"/>, in the order of their versions.</param>
    internal void Dispatch(IReadOnlyList<ActivityCommitted> commits)
    {
        if (!_committed.Writer.TryWrite(commits))
            Interlocked.Add(ref _unsent, -commits.Count); // The host is stopping; the sweeper of the next one sends them.
    }

    internal async Task Send(IReadOnlyList<ActivityCommitted> commits, CancellationToken cancellation)
    {
        await queues.Send(
            Queues.ActivityCommits, ActivityCommitted.Together(commits), StoredActivitiesJson.Default.ActivityCommitted, cancellation);
        await partition.Sent(commits, cancellation);
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
        await foreach (var commits in _committed.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await Send(commits, CancellationToken.None);
            }
            catch (Exception e)
            {
                LogUnsent(log, e, commits[0].Activity.Value, commits[^1].Version);
            }
            finally
            {
                Interlocked.Add(ref _unsent, -commits.Count);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The message of activity {Activity} up to version {Version} was not sent; the sweeper will send it.")]
    private static partial void LogUnsent(ILogger log, Exception exception, string activity, long version);
}
