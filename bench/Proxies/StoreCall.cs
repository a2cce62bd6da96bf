using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Outreach.Bench.Proxies;

/// <summary>One call of a host to the store, and what becomes of it.</summary>
internal sealed class StoreCall(HttpContext context, byte[] body, Uri service, HttpMessageInvoker store)
{
    private static readonly UriCreationOptions AsSigned = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private static readonly HashSet<string> OfTheConnection =
        new(StringComparer.OrdinalIgnoreCase) { "Host", "Connection", "Keep-Alive", "Transfer-Encoding", "Expect", "Content-Length" };

    public HttpRequest Request => context.Request;

    public byte[] Body => body;

    /// <summary>Ends when the host does not wait any more.</summary>
    public CancellationToken Aborted => context.RequestAborted;

    /// <summary>Makes the call and gives the host the answer, of which the status and the body come back.</summary>
    public async Task<(HttpStatusCode Status, byte[] Body)> Forward()
    {
        using var answer = await Send();
        var content = await answer.Content.ReadAsByteArrayAsync(Aborted);
        var headers = answer.Headers.Concat(answer.Content.Headers).Select(header => (header.Key, header.Value.ToArray()));
        await Answer(answer.StatusCode, headers, content);
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

    /// <summary>Gives the host an answer, wherever it is from.</summary>
    public async Task Answer(HttpStatusCode status, IEnumerable<(string Name, string[] Values)> headers, byte[] content)
    {
        context.Response.StatusCode = (int)status;
        foreach (var (name, values) in headers.Where(header => !OfTheConnection.Contains(header.Name)))
            context.Response.Headers[name] = values;
        if (content.Length == 0)
            return;
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content, Aborted);
    }

    /// <summary>Refuses the call as the services do: tables speak JSON and queues XML.</summary>
    public Task Refuse(HttpStatusCode status, string code)
    {
        var isTable = Request.Headers.ContainsKey("DataServiceVersion") || Request.Headers.ContainsKey("MaxDataServiceVersion");
        return Answer(
            status,
            [("x-ms-error-code", [code]), ("Content-Type", [isTable ? "application/json" : "application/xml"])],
            Encoding.UTF8.GetBytes(isTable
                ? $$$"""{"odata.error": {"code": "{{{code}}}", "message": {"lang": "en-US", "value": "On purpose."} } }"""
                : $"""<?xml version="1.0" encoding="utf-8"?><Error><Code>{code}</Code><Message>On purpose.</Message></Error>"""));
    }

    /// <summary>Breaks the connection.</summary>
    public void Abort() => context.Abort();
}
