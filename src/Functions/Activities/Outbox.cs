using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Outreach.Domain.Activities;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Activities;

/// <summary>
/// Sends the messages of commits outside the caller's way: sent, then noted as sent. What follows from commits competes with them for
/// the store, so it waits for who stands at the door: those of a burst go out as one once nobody has come for a moment. What a crash
/// leaves unsent stands in the activity's partition, where <see cref="SweepOutbox"/> finds it.
/// </summary>
public sealed partial class Outbox(ActivityPartition partition, Queues queues, ILogger<Outbox> log) : BackgroundService
{
    /// <summary>So many commits of full transactions make a message of some 30 KiB.</summary>
    internal const int MostTogether = 15;

    private const int Senders = 4;

    /// <summary>The pause that ends a burst: a client at the door comes back with the next person sooner.</summary>
    private static readonly TimeSpan Lull = TimeSpan.FromMilliseconds(50);

    /// <summary>Where nobody pauses, the messages go out this long after the first of them.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly Dictionary<ActivityId, List<ActivityCommitted>> _bursts = [];
    private readonly Channel<IReadOnlyList<ActivityCommitted>> _committed = Channel.CreateUnbounded<IReadOnlyList<ActivityCommitted>>();
    private int _unsent;

    /// <summary>Whether every message of this process's commits has been sent.</summary>
    public bool IsEmpty => Volatile.Read(ref _unsent) == 0;

    /// <summary>
    /// Hands over the message of a commit, in the order of an activity's versions. It has been committed with the facts, so losing it
    /// here loses nothing.
    /// </summary>
    internal void Dispatch(ActivityCommitted commit)
    {
        Interlocked.Increment(ref _unsent);
        lock (_bursts)
        {
            if (_bursts.TryGetValue(commit.Activity, out var burst))
            {
                burst.Add(commit);
                return;
            }

            _bursts.Add(commit.Activity, [commit]);
        }

        _ = EndInLull(commit.Activity);
    }

    internal async Task Send(IReadOnlyList<ActivityCommitted> commits, CancellationToken cancellation)
    {
        await queues.Send(
            Queues.ActivityCommits, ActivityCommitted.Together(commits), StoredActivitiesJson.Default.ActivityCommitted, cancellation);
        await partition.Sent(commits, cancellation);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        ActivityId[] unended;
        lock (_bursts)
            unended = [.. _bursts.Keys];
        foreach (var activity in unended)
            End(activity);
        _committed.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => SendAll()));

    private async Task EndInLull(ActivityId activity)
    {
        var (began, seen) = (Stopwatch.GetTimestamp(), 0);
        while (CountOf(activity) is var count && count > seen && Stopwatch.GetElapsedTime(began) < Longest)
        {
            seen = count;
            await Task.Delay(Lull, TimeProvider.System);
        }

        End(activity);
    }

    private int CountOf(ActivityId activity)
    {
        lock (_bursts)
            return _bursts.GetValueOrDefault(activity)?.Count ?? 0;
    }

    /// <summary>Gives the messages of a burst to the senders, unless somebody did.</summary>
    private void End(ActivityId activity)
    {
        List<ActivityCommitted>? burst;
        lock (_bursts)
            _bursts.Remove(activity, out burst);
        foreach (var together in (burst ?? []).Chunk(MostTogether))
        {
            if (!_committed.Writer.TryWrite(together))
                Interlocked.Add(ref _unsent, -together.Length); // The host is stopping; the sweeper of the next one sends them.
        }
    }

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

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The message of activity {Activity} up to version {Version} was not sent; the sweeper will send it.")]
    private static partial void LogUnsent(ILogger log, Exception exception, string activity, long version);
}
