using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;
using Outreach.Domain;
using Outreach.Functions.Security;
using Outreach.Web;

namespace Outreach.Functions.Http.Pages;

/// <summary>A style, script or picture of the pages. Its name holds its digest, so a browser keeps it for good.</summary>
public sealed class ShowAsset
{
    [Function(nameof(ShowAsset)), Page, Anyone(IsSameForAll = true)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "assets/{name}")] HttpRequest request,
        string name,
        CancellationToken cancellation) =>
        Task.FromResult(SiteFiles.Find(name) is { } file ? new FileResult(file) : Problems.From(Refusal.NotFound()));

    private sealed class FileResult(SiteFile file) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var headers = httpContext.Response.Headers;
            headers.CacheControl = "public, max-age=31536000, immutable";
            headers.Vary = HeaderNames.AcceptEncoding;
            httpContext.Response.ContentType = file.MediaType;
            var isCompressed = StringWithQualityHeaderValue.TryParseList(httpContext.Request.Headers.AcceptEncoding, out var taken) &&
                taken.Any(coding => coding.Value == "br" && coding.Quality is null or > 0);
            if (isCompressed)
                headers.ContentEncoding = "br";
            var bytes = isCompressed ? file.Compressed : file.Bytes;
            httpContext.Response.ContentLength = bytes.Length;
            await httpContext.Response.Body.WriteAsync(bytes, httpContext.RequestAborted);
        }
    }
}
