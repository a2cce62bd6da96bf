using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Queues;

namespace Outreach.Functions.Tests.Fuzz;

/// <summary>What all tables and queues hold at a moment. Rows are compared by what they say, not by when they were written.</summary>
internal sealed class StoreSnapshot
{
    private const int MostShown = 10;

    private readonly IReadOnlyDictionary<string, string> _things;

    private StoreSnapshot(IReadOnlyDictionary<string, string> things) => _things = things;

    /// <param name="looksAt">Whether a thing is looked at, by its name: <c>table/partition/row</c>, or <c>queue: message</c>.</param>
    public static async Task<StoreSnapshot> Take(string storage, Func<string, bool> looksAt)
    {
        var things = new ConcurrentDictionary<string, string>();
        var tables = new TableServiceClient(storage);
        var queues = new QueueServiceClient(storage, new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_11_05));
        var cancellation = TestContext.Current.CancellationToken;
        var names = await tables.QueryAsync(cancellationToken: cancellation).Select(table => table.Name).ToListAsync(cancellation);
        await Parallel.ForEachAsync(names, cancellation, async (name, token) =>
        {
            await foreach (var row in tables.GetTableClient(name).QueryAsync<TableEntity>(cancellationToken: token))
                things[$"{name}/{row.PartitionKey}/{row.RowKey}"] = Said(row);
        });
        await Parallel.ForEachAsync(queues.GetQueuesAsync(cancellationToken: cancellation), cancellation, async (queue, token) =>
        {
            foreach (var message in (await queues.GetQueueClient(queue.Name).PeekMessagesAsync(32, token)).Value)
                things[$"{queue.Name}: {message.MessageId}"] = message.Body.ToString();
        });
        return new StoreSnapshot(things.Where(thing => looksAt(thing.Key)).ToDictionary());
    }

    /// <summary>What came, went or changed until another moment; empty when nothing did.</summary>
    public IReadOnlyList<string> ChangesUntil(StoreSnapshot later) =>
    [
        .. later._things.Where(thing => _things.GetValueOrDefault(thing.Key) is not { } before || before != thing.Value)
            .Select(thing => _things.ContainsKey(thing.Key) ? $"changed {thing.Key}" : $"came {thing.Key}")
            .Concat(_things.Keys.Where(key => !later._things.ContainsKey(key)).Select(key => $"went {key}"))
            .Take(MostShown),
    ];

    private static string Said(TableEntity row)
    {
        var text = new StringBuilder();
        var properties = row.Where(property => property.Key is not ("odata.etag" or "Timestamp"));
        foreach (var (name, value) in properties.OrderBy(property => property.Key, StringComparer.Ordinal))
            text.Append(name).Append('=').Append(value is byte[] bytes ? Convert.ToBase64String(bytes) : value).Append('\n');
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
