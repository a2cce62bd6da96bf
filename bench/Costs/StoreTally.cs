using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Outreach.Bench.Proxies;
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
internal sealed partial class StoreTally
{
    private readonly Lock _gate = new();
    private StoreCost _sum = StoreCost.None;

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

    public async Task Tables(StoreCall call)
    {
        var (status, answer) = await call.Forward();
        var (read, written) = HttpMethods.IsGet(call.Request.Method) ? (EntitiesOf(status, answer), 0) : (0, ChangesOf(call));
        Add(new StoreCost(1, read, written, 0, call.Body.Length + answer.Length, 0));
    }

    public async Task Queues(StoreCall call)
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
