using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities.Pages;

/// <summary>Signs the visitor up. Sent twice, by a double click or a reload, it leads to the one place that they hold.</summary>
public sealed class PostSignUp(SignUpDesk desk, ActivityViews views)
{
    [Function(nameof(PostSignUp)), Page, SignedIn]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "activities/{id}/sign-up")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var read = await request.ReadForm(ActivitiesJson.Contract.SignUpRequest, cancellation);
        return ActivityId.Parse(id).TryGet(out var activity, out var refusal) && read.TryGet(out var body, out refusal) &&
            (await desk.SignUp(activity, request.Caller().Person, body.Post, cancellation)).TryGet(out Place? _, out refusal)
                ? PageAnswers.SeeOther($"/activities/{activity}")
                : await views.Refused(id, refusal, request, cancellation, read.Sent?.Post);
    }
}
