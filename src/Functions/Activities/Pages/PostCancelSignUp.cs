using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities.Pages;

/// <summary>Gives the visitor's place back.</summary>
public sealed class PostCancelSignUp(SignUpDesk desk, ActivityViews views)
{
    [Function(nameof(PostCancelSignUp)), Page, SignedIn]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "activities/{id}/cancel-sign-up")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        if (!ActivityId.Parse(id).TryGet(out var activity, out var refusal) ||
            !(await desk.Cancel(activity, request.Caller().Person, cancellation)).TryGet(out Place? _, out refusal))
            return await views.Refused(id, refusal, request, cancellation);
        return PageAnswers.SeeOther($"/activities/{activity}");
    }
}
