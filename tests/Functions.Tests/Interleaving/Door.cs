using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Outreach.Functions.Tests.Interleaving;

/// <summary>
/// Stands between a host and the store: a call waits here until the schedule says what becomes of it, so that nothing happens but
/// what the schedule says next, however the threads run.
/// </summary>
internal sealed class Door(HttpPipelineTransport store, PlayedHost host) : HttpPipelineTransport
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource<Reply>> _waiting = new();
    private readonly Dictionary<string, IReadOnlyList<Asked>> _sent = [];
    private TaskCompletionSource _somebodyWaits = NewSource();

    /// <summary>Ends when a call waits.</summary>
    public Task SomebodyWaits
    {
        get
        {
            lock (_gate)
                return _waiting.Count > 0 ? Task.CompletedTask : _somebodyWaits.Task;
        }
    }

    public override Request CreateRequest() => store.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("The app calls its store asynchronously.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        var group = Sent(message.Request);
        var reply = await Wait();
        if (reply == Reply.NeverSent)
            throw new IOException("The connection broke before the call was sent.");
        if (reply == Reply.IsARefusal)
        {
            message.Response = RememberedAnswer.Of(Fault.Busy);
            return;
        }

        await store.ProcessAsync(message);
        if (group is not null && await HasWritten(message))
            host.HasWritten(group, reply);
        if (reply == Reply.GetsLost)
            throw new IOException("The connection broke before the answer came.");
    }

    /// <summary>Lets the call that has waited the longest have what becomes of it; nothing where none waits.</summary>
    public void Open(Reply reply)
    {
        lock (_gate)
        {
            if (_waiting.TryDequeue(out var first))
                first.SetResult(reply);
        }
    }

    private Task<Reply> Wait()
    {
        var call = new TaskCompletionSource<Reply>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Enqueue(call);
            _somebodyWaits.SetResult();
            _somebodyWaits = NewSource();
        }

        return call.Task;
    }

    /// <summary>The callers whose decisions a transaction writes. What the SDK sends again by itself is the same one, under the same id.</summary>
    private IReadOnlyList<Asked>? Sent(Request request)
    {
        // Between decision and commit a host may look at what the timers go by, which changes nothing of what it writes.
        if (request.Method == RequestMethod.Get && request.Uri.Path.Contains("/activities(", StringComparison.Ordinal))
            host.Reads();
        if (!request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal))
            return null;
        if (!_sent.TryGetValue(request.ClientRequestId, out var group))
            _sent[request.ClientRequestId] = group = host.Sends();
        return group;
    }

    private static async Task<bool> HasWritten(HttpMessage message)
    {
        var body = new MemoryStream();
        await message.Response.ContentStream!.CopyToAsync(body);
        body.Position = 0;
        message.Response.ContentStream = body;
        return message.Response.Status == 202 && Encoding.UTF8.GetString(body.ToArray()).Contains("HTTP/1.1 204", StringComparison.Ordinal);
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
