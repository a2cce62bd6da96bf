using System.Text;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Outreach.Functions.Storage;

/// <summary>
/// The queues beside the app's own in which a host sets aside what failed too often, or what it could not decode. Bodies are read
/// and sent as they stand, encoded or not, so that what comes back is what was set aside.
/// </summary>
/// <param name="service">A client that neither encodes nor decodes.</param>
public sealed class PoisonQueues(QueueServiceClient service)
{
    /// <summary>A queue shows at most this many of its messages.</summary>
    public const int MostSeen = 32;

    /// <summary>One call looks through at most this many messages of a queue.</summary>
    public const int MostReplayed = 1_000;

    /// <summary>How long nobody else sees what is being sent again; what a crash leaves comes back then.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>How long a message that is looked at is out of sight; a look through a whole queue does not last longer.</summary>
    private static readonly TimeSpan OutOfSight = TimeSpan.FromMinutes(5);

    /// <summary>Waits until somebody takes it, however late; the store's own default loses a message after a week.</summary>
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private readonly Dictionary<string, (QueueClient Own, QueueClient Poison)> _clients = Queues.All.ToDictionary(
        name => name, name => (service.GetQueueClient(name), service.GetQueueClient(name + "-poison")));

    public IEnumerable<QueueClient> Clients => _clients.Values.Select(pair => pair.Poison);

    /// <summary>How many messages wait in a queue, and how many were set aside from it; approximate, as the store counts.</summary>
    public async Task<(int Waiting, int Poison)> Count(string queue, CancellationToken cancellation)
    {
        var (own, poison) = _clients[queue];
        return (await Count(own, cancellation), await Count(poison, cancellation));
    }

    /// <summary>The messages set aside first. Looking at them changes nothing.</summary>
    public async Task<IReadOnlyList<PeekedMessage>> Peek(string queue, int limit, CancellationToken cancellation) =>
        (await _clients[queue].Poison.PeekMessagesAsync(Math.Min(limit, MostSeen), cancellation)).Value;

    /// <summary>
    /// Sends what was set aside from a queue again: each put into the queue before it is deleted here, so that a crash leaves it in
    /// both, which a consumer stands, and never in neither. As many as there were when the call began: one that fails again at
    /// once is not sent in circles.
    /// </summary>
    /// <param name="only">The id of one message; null for all.</param>
    /// <returns>How many were sent.</returns>
    public async Task<int> Replay(string queue, string? only, CancellationToken cancellation)
    {
        var (own, poison) = _clients[queue];
        var (left, replayed) = (Math.Min(await Count(poison, cancellation), MostReplayed), 0);
        var others = new List<QueueMessage>();
        while (left > 0 && (only is null || replayed == 0))
        {
            QueueMessage[] messages = await poison.ReceiveMessagesAsync(Math.Min(left, MostSeen), Lease, cancellation);
            if (messages.Length == 0)
                break;
            left -= messages.Length;
            var wanted = messages.Where(message => only is null || message.MessageId == only).ToList();
            others.AddRange(messages.Except(wanted));
            await Parallel.ForEachAsync(wanted, Concurrency.Options(cancellation), async (message, token) =>
            {
                await own.SendMessageAsync(message.Body, timeToLive: Forever, cancellationToken: token);
                await Remove(poison, message, token);
            });
            replayed += wanted.Count;
        }

        await Parallel.ForEachAsync(others, Concurrency.Options(cancellation), async (message, token) =>
            await poison.UpdateMessageAsync(message.MessageId, message.PopReceipt, message.Body, TimeSpan.Zero, token));
        return replayed;
    }

    /// <summary>
    /// Makes each message that was set aside from a queue what it has to be, and leaves it there. Nobody works them off, so that being
    /// out of sight for a while harms nobody; a crash lets them come back by themselves.
    /// </summary>
    /// <param name="after">What a message becomes, decoded; null to delete it.</param>
    internal async Task Rewrite(string queue, Func<string, string?> after, CancellationToken cancellation)
    {
        var poison = _clients[queue].Poison;
        var kept = new List<(string Id, string Receipt, string Text)>();
        while ((await poison.ReceiveMessagesAsync(MostSeen, OutOfSight, cancellation)).Value is { Length: > 0 } messages)
        {
            foreach (var message in messages)
            {
                if (Rewrite(message, after) is { } text)
                    kept.Add((message.MessageId, message.PopReceipt, text));
                else
                    await Remove(poison, message, cancellation);
            }
        }

        foreach (var (id, receipt, text) in kept)
            await poison.UpdateMessageAsync(id, receipt, text, TimeSpan.Zero, cancellation);
    }

    /// <summary>
    /// Deletes a message that was received. One that is gone was deleted: by an attempt whose reply was lost, or by who received it since.
    /// </summary>
    private static async Task Remove(QueueClient queue, QueueMessage message, CancellationToken cancellation)
    {
        try
        {
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // Nothing there is as good.
        }
    }

    private static string? Rewrite(QueueMessage message, Func<string, string?> after)
    {
        var text = message.Body.ToString();
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
            return after(text);
        var decoded = Encoding.UTF8.GetString(bytes.AsSpan(0, length));
        return after(decoded) is not { } said ? null : said == decoded ? text : Convert.ToBase64String(Encoding.UTF8.GetBytes(said));
    }

    private static async Task<int> Count(QueueClient queue, CancellationToken cancellation) =>
        (await queue.GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount;
}
