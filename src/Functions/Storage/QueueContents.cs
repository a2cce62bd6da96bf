using System.Text;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Outreach.Functions.Storage;

/// <summary>
/// What stands in the queues and in their poison queues, for who has to look through them: as it stands, since what nobody could
/// decode lies in a poison queue too.
/// </summary>
public sealed class QueueContents(QueueServiceClient service)
{
    private const string PoisonSuffix = "-poison";
    private const int MostAtOnce = 32;

    /// <summary>How long a message that was looked at is out of sight; a look through a poison queue does not last longer.</summary>
    private static readonly TimeSpan OutOfSight = TimeSpan.FromMinutes(5);

    /// <summary>When the oldest message that waits in one of some queues was put there; null when none waits.</summary>
    internal async Task<DateTimeOffset?> OldestOf(IEnumerable<string> queues, CancellationToken cancellation)
    {
        var heads = await Task.WhenAll(queues.Select(async name => (await service.GetQueueClient(name).PeekMessageAsync(cancellation)).Value));
        return heads.Min(head => head?.InsertedOn);
    }

    /// <summary>
    /// Makes each message of a queue's poison queue what it has to be, and leaves it there. Nobody works them off, so that being out
    /// of sight for a while harms nobody; a crash lets them come back by themselves.
    /// </summary>
    /// <param name="after">What a message becomes, decoded; null to delete it.</param>
    internal async Task RewritePoison(string queue, Func<string, string?> after, CancellationToken cancellation)
    {
        var poison = service.GetQueueClient(queue + PoisonSuffix);
        if (!await poison.ExistsAsync(cancellation))
            return;
        var kept = new List<(string Id, string Receipt, string Text)>();
        while ((await poison.ReceiveMessagesAsync(MostAtOnce, OutOfSight, cancellation)).Value is { Length: > 0 } messages)
        {
            foreach (var message in messages)
            {
                if (Rewrite(message, after) is { } text)
                    kept.Add((message.MessageId, message.PopReceipt, text));
                else
                    await poison.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellation);
            }
        }

        foreach (var (id, receipt, text) in kept)
            await poison.UpdateMessageAsync(id, receipt, text, TimeSpan.Zero, cancellation);
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
}
