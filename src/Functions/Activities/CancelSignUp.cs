using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities;

/// <summary>Gives the caller's place or offer back; the next in line is offered it.</summary>
public sealed class CancelSignUp(SignUpDesk desk)
{
    [Function(nameof(CancelSignUp)), SignedIn, Answers(204), Refuses("already-checked-in", "activity-closed")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/activities/{id}/sign-ups/me")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        if (!ActivityId.Parse(id).TryGet(out var activity, out var refusal))
            return Problems.From(refusal.For("id"));
        return (await desk.Cancel(activity, request.Caller().Person, cancellation)).Match(_ => TypedResults.NoContent(), Problems.From);
    }
}
