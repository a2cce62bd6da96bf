using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Functions.Security;
using Outreach.Web;

namespace Outreach.Functions.Http.Pages;

/// <summary>
/// The script that brings the page of the roll call back without a network. A browser lets it see the paths below its own alone, so it stands at
/// the top and not among the files; and it looks for a new one under the same name, so it is not kept.
/// </summary>
public sealed class ShowWorker
{
    [Function(nameof(ShowWorker)), Page, Anyone(IsSameForAll = true)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "worker.js")] HttpRequest request, CancellationToken cancellation)
    {
        var file = SiteFiles.Named("worker.js");
        // A worker is held to the policy that it came with, not to that of the pages it serves.
        request.HttpContext.Response.Headers.ContentSecurityPolicy = "default-src 'none'; connect-src 'self'";
        return Task.FromResult<IResult>(TypedResults.Bytes(file.Bytes, file.MediaType));
    }
}
