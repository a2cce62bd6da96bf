using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.People.Pages;

/// <summary>Ends the browser's session.</summary>
public sealed class PostSignOut(SessionStore sessions)
{
    [Function(nameof(PostSignOut)), Page, SignedIn]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sign-out")] HttpRequest request, CancellationToken cancellation)
    {
        await sessions.End(request.Caller().SessionHash, cancellation);
        request.HttpContext.Response.ForgetSession();
        return PageAnswers.SeeOther("/activities");
    }
}
