using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.People;

/// <summary>Ends the session that the call is made with.</summary>
public sealed class EndSession(SessionStore sessions)
{
    [Function(nameof(EndSession)), SignedIn]
    [Answers(204)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/sessions/me")] HttpRequest request, CancellationToken cancellation)
    {
        await sessions.End(request.Caller().SessionHash, cancellation);
        return TypedResults.NoContent();
    }
}
