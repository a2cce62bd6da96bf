using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Outreach.Bench.Proxies;

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
