using System.Net;
using System.Text;
using System.Xml.Linq;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Http;
using Outreach.Bench.Proxies;
using Outreach.Functions.Storage;

namespace Outreach.Bench.Faults;

/// <summary>Lets calls of one host to its store go wrong.</summary>
/// <param name="queues">The queues of the store, past any proxy, which neither encode nor decode.</param>
internal sealed class FaultyStore(int host, QueueServiceClient queues, FaultSource faults)
{
    public async Task Handle(StoreCall call)
    {
        var queue = QueueOfMessage(call.Request);
        if (faults.Next(new Target(host, Changes(call.Request), queue is not null)) is { } fault)
            await Spoil(call, queue, fault);
        else
            await call.Forward();
    }

    private async Task Spoil(StoreCall call, string? queue, FaultWindow fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.Error:
                await call.Refuse(HttpStatusCode.InternalServerError, "InternalError");
                break;
            case FaultKind.Busy:
                await call.Refuse(HttpStatusCode.ServiceUnavailable, "ServerBusy");
                break;
            case FaultKind.Silence:
                await Task.Delay(fault.Pause, call.Aborted);
                call.Abort();
                break;
            case FaultKind.Reset:
                call.Abort();
                break;
            case FaultKind.LostReply:
                using (await call.Send())
                    call.Abort();
                break;
            case FaultKind.Twice:
                await call.Forward();
                await Put(queue!, call, TimeSpan.Zero);
                break;
            case FaultKind.Late:
                await Answer(call, await Put(queue!, call, fault.Pause));
                break;
            default:
                await Answer(call, await Put(queue + "-poison", call, TimeSpan.Zero));
                break;
        }
    }

    /// <summary>Puts the message that a call holds into a queue.</summary>
    /// <returns>What the store answered, which is what it would have answered the host.</returns>
    private async Task<Azure.Response> Put(string queue, StoreCall call, TimeSpan late)
    {
        var text = XDocument.Parse(Encoding.UTF8.GetString(call.Body)).Root!.Element("MessageText")!.Value;
        return (await queues.GetQueueClient(queue).SendMessageAsync(text, late, TimeSpan.FromSeconds(-1))).GetRawResponse();
    }

    private static Task Answer(StoreCall call, Azure.Response answer) => call.Answer(
        (HttpStatusCode)answer.Status, answer.Headers.Select(header => (header.Name, new[] { header.Value })), answer.Content.ToArray());

    /// <summary>To receive messages hides them, which changes something.</summary>
    private static bool Changes(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) || request.Path.Value!.EndsWith("/messages", StringComparison.Ordinal);

    /// <summary>The queue of the app's that a call puts a message into; null for any other call.</summary>
    private static string? QueueOfMessage(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.Value!.Split('/') is [.., var queue, "messages"] && Queues.All.Contains(queue)
            ? queue
            : null;
}
