using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.People.Pages;

/// <summary>Makes a sign-in link for a person and shows it, this once: only its hash is kept.</summary>
public sealed class PostSignInLink(GrantDesk desk, ManagedPersonViews views)
{
    [Function(nameof(PostSignInLink)), Page, Staff(Role.Admin)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/people/{id}/sign-in-link")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!(await desk.IssueCode(id, caller, cancellation)).TryGet(out var code, out var refusal))
            return await views.Refused(id, refusal, request, cancellation);
        return (await views.Of(id, OneTimeLinkAnswer.Of(code, request), caller, cancellation)).Match(view => PageAnswers.Show(view), Problems.From);
    }
}
