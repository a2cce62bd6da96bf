using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Storage.Queues;

namespace Outreach.Functions.Storage;

/// <summary>The app's queues. A message is JSON of at most 48 KiB and names people by id only.</summary>
public sealed class Queues(QueueServiceClient service)
{
    public const string ActivityCommits = "activity-commits";
    public const string ActivityFigures = "activity-figures";
    public const string CheckInBatches = "check-in-batches";
    public const string MonthFolds = "month-folds";
    public const string Registrations = "registrations";
    public const string Erasures = "erasures";

    /// <summary>The largest message in bytes: base64 makes 64 KiB of it, which is what a queue takes.</summary>
    public const int LargestMessage = 48 * 1024;

    private readonly Dictionary<string, QueueClient> _clients = All.ToDictionary(name => name, service.GetQueueClient);

    public static IReadOnlyList<string> All => [ActivityCommits, ActivityFigures, CheckInBatches, MonthFolds, Registrations, Erasures];

    public IEnumerable<QueueClient> Clients => _clients.Values;

    /// <summary>When the oldest message that waits in any of them was put there; null when none waits.</summary>
    internal async Task<DateTimeOffset?> OldestWaiting(CancellationToken cancellation)
    {
        var heads = await Task.WhenAll(Clients.Select(async queue => (await queue.PeekMessageAsync(cancellation)).Value));
        return heads.Min(head => head?.InsertedOn);
    }

    public Task Send<T>(string queue, T message, JsonTypeInfo<T> type, CancellationToken cancellation, TimeSpan? delay = null) =>
        Send(queue, JsonSerializer.SerializeToUtf8Bytes(message, type), cancellation, delay);

    /// <param name="json">The message as JSON.</param>
    /// <param name="delay">How long nobody sees the message.</param>
    /// <exception cref="ArgumentException">The message is larger than <see cref="LargestMessage"/>.</exception>
    public Task Send(string queue, ReadOnlyMemory<byte> json, CancellationToken cancellation, TimeSpan? delay = null) =>
        json.Length <= LargestMessage
            ? _clients[queue].SendMessageAsync(new BinaryData(json), visibilityTimeout: delay, cancellationToken: cancellation)
            : throw new ArgumentException($"A message of {json.Length} bytes does not fit a queue ({LargestMessage}).", nameof(json));
}
