using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Security;
using Outreach.Web;
using Outreach.Web.Texts;

namespace Outreach.Functions.Http.Pages;

/// <summary>What a phone needs to put the site on its home screen.</summary>
public sealed class ShowManifest(SiteName site)
{
    [Function(nameof(ShowManifest)), Page, Anyone(IsSameForAll = true)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "app.webmanifest")] HttpRequest request, CancellationToken cancellation)
    {
        var file = SiteFiles.Named("app.webmanifest");
        request.HttpContext.Response.Speak(request.Language().Tag());
        var manifest = JsonNode.Parse(file.Bytes)!.AsObject();
        manifest["name"] = site.Text.In(request.Language());
        manifest["icons"]![0]!["src"] = SiteFiles.PathOf("icon.svg");
        return Task.FromResult<IResult>(TypedResults.Text(manifest.ToJsonString(), file.MediaType, Encoding.UTF8));
    }
}
