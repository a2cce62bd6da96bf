using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Security;
using Outreach.Web;

namespace Outreach.Functions.Http.Pages;

/// <summary>What a phone needs to put the site on its home screen.</summary>
public sealed class ShowManifest
{
    [Function(nameof(ShowManifest)), Page, Anyone]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "app.webmanifest")] HttpRequest request, CancellationToken cancellation)
    {
        var file = SiteFiles.Named("app.webmanifest");
        var text = Encoding.UTF8.GetString(file.Bytes).Replace("icon.svg", SiteFiles.PathOf("icon.svg"), StringComparison.Ordinal);
        return Task.FromResult<IResult>(TypedResults.Text(text, file.MediaType, Encoding.UTF8));
    }
}
