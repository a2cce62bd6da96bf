using System.Data.Common;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Outreach.LocalHost.Functions;

namespace Outreach.Bench.Costs;

/// <summary>What went over the wire to the store, and what ran meanwhile. Bytes are those of the bodies, both ways.</summary>
/// <param name="QueueCalls">Without those that asked a queue in which nothing was.</param>
internal sealed record StoreCost(int TableCalls, int Read, int Written, int QueueCalls, long Bytes, int Executions)
{
    public static readonly StoreCost None = new(0, 0, 0, 0, 0, 0);

    public static StoreCost operator +(StoreCost a, StoreCost b) => new(
        a.TableCalls + b.TableCalls, a.Read + b.Read, a.Written + b.Written, a.QueueCalls + b.QueueCalls, a.Bytes + b.Bytes,
        a.Executions + b.Executions);
}

/// <summary>Adds up what passes between the host and the store.</summary>
internal sealed partial class StoreTally : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<StoreProxy> _proxies = [];
    private StoreCost _sum = StoreCost.None;

    private StoreTally(string storage) => Storage = storage;

    /// <summary>The store as the host is to see it.</summary>
    public string Storage { get; private set; }

    public static async Task<StoreTally> Before(string storage)
    {
        var tally = new StoreTally(storage);
        await tally.StandBefore("TableEndpoint", tally.Tables);
        await tally.StandBefore("QueueEndpoint", tally.Queues);
        return tally;
    }

    /// <summary>Counts a run of a function.</summary>
    public Task<object?> Execute(FunctionInvocation invocation, Func<Task<object?>> next)
    {
        Add(StoreCost.None with { Executions = 1 });
        return StoreCalls.Attribute(invocation, next);
    }

    /// <summary>What there was since the last call of this.</summary>
    public StoreCost Take()
    {
        lock (_gate)
        {
            var taken = _sum;
            _sum = StoreCost.None;
            return taken;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies)
            await proxy.DisposeAsync();
    }

    private async Task StandBefore(string endpoint, Func<StoreCall, Task> handle)
    {
        var service = (string)new DbConnectionStringBuilder { ConnectionString = Storage }[endpoint];
        var proxy = await StoreProxy.Start(new Uri(service), handle);
        _proxies.Add(proxy);
        Storage = Storage.Replace(service, proxy.Address.ToString(), StringComparison.Ordinal);
    }

    private async Task Tables(StoreCall call)
    {
        var (status, answer) = await call.Forward();
        var (read, written) = HttpMethods.IsGet(call.Request.Method) ? (EntitiesOf(status, answer), 0) : (0, ChangesOf(call));
        Add(new StoreCost(1, read, written, 0, call.Body.Length + answer.Length, 0));
    }

    private async Task Queues(StoreCall call)
    {
        var (_, answer) = await call.Forward();
        var isEmpty = HttpMethods.IsGet(call.Request.Method) && !Encoding.UTF8.GetString(answer).Contains("<MessageId>", StringComparison.Ordinal);
        if (!isEmpty)
            Add(StoreCost.None with { QueueCalls = 1, Bytes = call.Body.Length + answer.Length });
    }

    private void Add(StoreCost cost)
    {
        lock (_gate)
            _sum += cost;
    }

    /// <summary>The rows of an answer: those of a page, or one.</summary>
    private static int EntitiesOf(HttpStatusCode status, byte[] answer)
    {
        if (status != HttpStatusCode.OK)
            return 0;
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.TryGetProperty("value", out var page) && page.ValueKind == JsonValueKind.Array ? page.GetArrayLength() : 1;
    }

    /// <summary>The rows that a call writes or deletes: those of a transaction, or one.</summary>
    private static int ChangesOf(StoreCall call) => call.Request.Path.Value!.EndsWith("/$batch", StringComparison.Ordinal)
        ? Change().Count(Encoding.UTF8.GetString(call.Body))
        : 1;

    [GeneratedRegex("^(POST|PUT|PATCH|MERGE|DELETE) http", RegexOptions.Multiline)]
    private static partial Regex Change();
}
