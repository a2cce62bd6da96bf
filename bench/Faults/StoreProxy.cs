using System.Net;
using System.Text;
using System.Xml.Linq;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Outreach.Functions.Storage;

namespace Outreach.Bench.Faults;

/// <summary>
/// Stands between one host and one service of the store and lets calls go wrong. The shared key signs the path of a call and not its
/// port, so a host is given this port and nothing else is different for it.
/// </summary>
internal sealed class StoreProxy : IAsyncDisposable
{
    private static readonly UriCreationOptions AsSigned = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private static readonly HashSet<string> OfTheConnection =
        new(StringComparer.OrdinalIgnoreCase) { "Host", "Connection", "Keep-Alive", "Transfer-Encoding", "Expect", "Content-Length" };

    private readonly HttpMessageInvoker _store = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false });
    private readonly int _host;
    private readonly Uri _service;
    private readonly QueueServiceClient _queues;
    private readonly FaultSource _faults;
    private readonly WebApplication _app;

    private StoreProxy(int host, Uri service, QueueServiceClient queues, FaultSource faults)
    {
        (_host, _service, _queues, _faults) = (host, service, queues, faults);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(Handle);
    }

    /// <summary>Where the host finds the service: the same path as behind it.</summary>
    public Uri Address => new(new Uri(_app.Urls.First()), _service.AbsolutePath);

    /// <param name="service">The endpoint of the service as it is.</param>
    /// <param name="queues">The queues of the store, past any proxy, which neither encode nor decode.</param>
    public static async Task<StoreProxy> Start(int host, Uri service, QueueServiceClient queues, FaultSource faults)
    {
        var proxy = new StoreProxy(host, service, queues, faults);
        await proxy._app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _store.Dispose();
    }

    private async Task Handle(HttpContext context)
    {
        try
        {
            var body = await Read(context.Request);
            var queue = QueueOfMessage(context.Request);
            if (_faults.Next(new StoreCall(_host, Changes(context.Request), queue is not null)) is { } fault)
                await Spoil(context, body, queue, fault);
            else
                await Forward(context, body);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            context.Abort(); // The host has left, or been killed.
        }
    }

    private async Task Spoil(HttpContext context, byte[] body, string? queue, FaultWindow fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.Error:
                await Refuse(context, HttpStatusCode.InternalServerError, "InternalError");
                break;
            case FaultKind.Busy:
                await Refuse(context, HttpStatusCode.ServiceUnavailable, "ServerBusy");
                break;
            case FaultKind.Silence:
                await Task.Delay(fault.Pause, context.RequestAborted);
                context.Abort();
                break;
            case FaultKind.Reset:
                context.Abort();
                break;
            case FaultKind.LostReply:
                using (await Send(context, body))
                    context.Abort();
                break;
            case FaultKind.Twice:
                await Forward(context, body);
                await Send(queue!, body, TimeSpan.Zero);
                break;
            case FaultKind.Late:
                await Answer(context, await Send(queue!, body, fault.Pause));
                break;
            default:
                await Answer(context, await Send(queue + "-poison", body, TimeSpan.Zero));
                break;
        }
    }

    private async Task Forward(HttpContext context, byte[] body)
    {
        using var answer = await Send(context, body);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !OfTheConnection.Contains(header.Key)))
            context.Response.Headers[name] = values.ToArray();
        await Write(context, await answer.Content.ReadAsByteArrayAsync(context.RequestAborted));
    }

    /// <summary>Makes the call as it was signed. It is made to the end, whether or not the host still waits for it.</summary>
    private Task<HttpResponseMessage> Send(HttpContext context, byte[] body)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method), new Uri(_service.GetLeftPart(UriPartial.Authority) + target, AsSigned));
        if (context.Request.ContentLength is not null || body.Length > 0)
            request.Content = new ByteArrayContent(body);
        foreach (var (name, values) in context.Request.Headers.Where(header => !OfTheConnection.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        }

        return _store.SendAsync(request, CancellationToken.None);
    }

    /// <summary>Puts the message that a call holds into a queue.</summary>
    /// <returns>What the store answered, which is what it would have answered the host.</returns>
    private async Task<Azure.Response> Send(string queue, byte[] body, TimeSpan late)
    {
        var text = XDocument.Parse(Encoding.UTF8.GetString(body)).Root!.Element("MessageText")!.Value;
        return (await _queues.GetQueueClient(queue).SendMessageAsync(text, late, TimeSpan.FromSeconds(-1))).GetRawResponse();
    }

    private static Task Answer(HttpContext context, Azure.Response answer)
    {
        context.Response.StatusCode = answer.Status;
        foreach (var header in answer.Headers.Where(header => !OfTheConnection.Contains(header.Name)))
            context.Response.Headers[header.Name] = header.Value;
        return Write(context, answer.Content.ToArray());
    }

    /// <summary>Refuses as the services do: tables speak JSON and queues XML.</summary>
    private static Task Refuse(HttpContext context, HttpStatusCode status, string code)
    {
        var isTable = context.Request.Headers.ContainsKey("DataServiceVersion") || context.Request.Headers.ContainsKey("MaxDataServiceVersion");
        context.Response.StatusCode = (int)status;
        context.Response.Headers["x-ms-error-code"] = code;
        context.Response.ContentType = isTable ? "application/json" : "application/xml";
        return Write(context, Encoding.UTF8.GetBytes(isTable
            ? $$$"""{"odata.error": {"code": "{{{code}}}", "message": {"lang": "en-US", "value": "On purpose."} } }"""
            : $"""<?xml version="1.0" encoding="utf-8"?><Error><Code>{code}</Code><Message>On purpose.</Message></Error>"""));
    }

    private static async Task Write(HttpContext context, byte[] body)
    {
        if (body.Length == 0)
            return;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static async Task<byte[]> Read(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return body.ToArray();
    }

    /// <summary>To receive messages hides them, which changes something.</summary>
    private static bool Changes(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) || request.Path.Value!.EndsWith("/messages", StringComparison.Ordinal);

    /// <summary>The queue of the app's that a call puts a message into; null for any other call.</summary>
    private static string? QueueOfMessage(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.Value!.Split('/') is [.., var queue, "messages"] && Queues.All.Contains(queue)
            ? queue
            : null;
}
