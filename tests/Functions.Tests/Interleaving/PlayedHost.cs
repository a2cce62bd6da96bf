using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Functions.Activities;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Tests.Interleaving;

/// <summary>A commit that stands in the store.</summary>
/// <param name="Group">Whose decisions it holds, in order.</param>
/// <param name="Reply">What became of the store's answer.</param>
internal sealed record Written(PlayedHost Host, IReadOnlyList<Asked> Group, Reply Reply);

/// <summary>A host as one activity sees it: the real committer on the real SDK, behind a door of its own to the common store.</summary>
internal sealed class PlayedHost
{
    /// <summary>Nothing is sent here: whoever sends what follows from commits does not run.</summary>
    private static readonly Queues s_queues = new(new QueueServiceClient("UseDevelopmentStorage=true"));

    private readonly Door _door;
    private readonly ActivityCommitter _committer;
    private readonly List<Written> _written;
    private readonly List<Asked> _decided = [];
    private readonly List<Task> _open = [];

    public PlayedHost(HttpPipelineTransport store, string storage, ActivityId activity, List<Written> written)
    {
        (_door, _written) = (new Door(store, this), written);
        var tables = Open(_door, storage);
        var partition = new ActivityPartition(tables);
        var outbox = new Outbox(partition, s_queues, NullLogger<Outbox>.Instance);
        _committer = new ActivityCommitter(
            activity, partition, new ChangedActivities(tables), new PendingOffers(tables), outbox, TimeProvider.System);
    }

    /// <summary>Whether somebody waits for an answer.</summary>
    public bool IsOpen => !_open.All(task => task.IsCompleted);

    /// <summary>The SDK tries once more by itself, and at once.</summary>
    public static Tables Open(HttpPipelineTransport transport, string storage)
    {
        var options = new TableClientOptions { Transport = transport };
        (options.Retry.Mode, options.Retry.MaxRetries, options.Retry.Delay) = (RetryMode.Fixed, 1, TimeSpan.Zero);
        options.Retry.NetworkTimeout = Timeout.InfiniteTimeSpan;
        return new Tables(new TableServiceClient(storage, options));
    }

    public void Ask(Asked asked)
    {
        using var impatience = new CancellationTokenSource();
        _open.Add(Hear(asked, _committer.Commit(state => Decide(asked, state), impatience.Token)));
        if (!asked.Step.Impatient)
            return;
        impatience.Cancel();
        Read(); // Who comes next sees when the host is through with who left.
    }

    /// <summary>Asks how the activity stands.</summary>
    public Task<Result<Committed<ActivityState>>> Read()
    {
        var reading = _committer.Commit<ActivityState>(state => Decision<ActivityState>.Nothing(state), CancellationToken.None);
        _open.Add(Task.WhenAny(reading));
        return reading;
    }

    public void Open(Reply reply) => _door.Open(reply);

    /// <summary>Ends when the host cannot go on by itself: it waits for the store, or nobody waits for it.</summary>
    public Task Settles() => Task.WhenAny(_door.SomebodyWaits, Task.WhenAll(_open));

    /// <summary>What was decided before a host reads is not what it writes next.</summary>
    public void Reads() => _decided.Clear();

    public IReadOnlyList<Asked> Sends()
    {
        Asked[] group = [.. _decided];
        _decided.Clear();
        return group;
    }

    public void HasWritten(IReadOnlyList<Asked> group, Reply reply) => _written.Add(new Written(this, group, reply));

    private Result<Decision<string>> Decide(Asked asked, ActivityState state)
    {
        _decided.Add(asked);
        return asked.Decide(state);
    }

    private static async Task Hear(Asked asked, Task<Result<Committed<string>>> answer)
    {
        try
        {
            asked.Told = (await answer).Match(
                committed => new Told(committed.Answer, committed.Version, null, null),
                refusal => new Told(null, 0, refusal.Code, null));
        }
        catch (Exception e)
        {
            asked.Told = new Told(null, 0, null, e);
        }
    }
}
