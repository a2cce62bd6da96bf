using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Outreach.Bench;

/// <summary>
/// Stands between hosts and one service of the store. The shared key signs the path of a call and not its port, so hosts are given this
/// port and nothing else is different for them.
/// </summary>
internal sealed class StoreProxy : IAsyncDisposable
{
    private readonly HttpMessageInvoker _store = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false });
    private readonly Uri _service;
    private readonly Func<StoreCall, Task> _handle;
    private readonly WebApplication _app;

    private StoreProxy(Uri service, Func<StoreCall, Task> handle)
    {
        (_service, _handle) = (service, handle);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(Handle);
    }

    /// <summary>Where hosts find the service: the same path as behind it.</summary>
    public Uri Address => new(new Uri(_app.Urls.First()), _service.AbsolutePath);

    /// <param name="service">The endpoint of the service as it is.</param>
    /// <param name="handle">What becomes of each call: it goes on by <see cref="StoreCall.Forward"/>.</param>
    public static async Task<StoreProxy> Start(Uri service, Func<StoreCall, Task> handle)
    {
        var proxy = new StoreProxy(service, handle);
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
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            await _handle(new StoreCall(context, body.ToArray(), _service, _store));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            context.Abort(); // The host has left, or been killed.
        }
    }
}

/// <summary>One call of a host to the store.</summary>
internal sealed class StoreCall(HttpContext context, byte[] body, Uri service, HttpMessageInvoker store)
{
    private static readonly UriCreationOptions AsSigned = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private static readonly HashSet<string> OfTheConnection =
        new(StringComparer.OrdinalIgnoreCase) { "Host", "Connection", "Keep-Alive", "Transfer-Encoding", "Expect", "Content-Length" };

    public HttpRequest Request => context.Request;

    public byte[] Body => body;

    /// <summary>Makes the call and gives the host the answer, of which the status and the body come back.</summary>
    public async Task<(HttpStatusCode Status, byte[] Body)> Forward()
    {
        using var answer = await Send();
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !OfTheConnection.Contains(header.Key)))
            context.Response.Headers[name] = values.ToArray();
        var content = await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
        if (content.Length > 0)
        {
            context.Response.ContentLength = content.Length;
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
        }

        return (answer.StatusCode, content);
    }

    /// <summary>Makes the call as it was signed. It is made to the end, whether or not the host still waits for it.</summary>
    public Task<HttpResponseMessage> Send()
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method), new Uri(service.GetLeftPart(UriPartial.Authority) + target, AsSigned));
        if (context.Request.ContentLength is not null || body.Length > 0)
            request.Content = new ByteArrayContent(body);
        foreach (var (name, values) in context.Request.Headers.Where(header => !OfTheConnection.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        }

        return store.SendAsync(request, CancellationToken.None);
    }
}
