using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Functions.Security.Limits;
using Outreach.Web.People;

namespace Outreach.Functions.People.Pages;

/// <summary>Opens a session for whoever fills in a one-time code, and keeps it in a cookie.</summary>
public sealed class PostSignIn(CodeDesk codes)
{
    [Function(nameof(PostSignIn)), Page, Anyone, Seldom]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sign-in")] HttpRequest request, CancellationToken cancellation)
    {
        var then = request.Then("/me");
        if (!(await request.ReadForm(PeopleJson.Contract.OpenSessionRequest, cancellation)).TryGet(out var body, out var refusal) ||
            !(await codes.Open(body.Code, cancellation)).TryGet(out var opened, out refusal))
            return PageAnswers.Show(new SignInView(then), refusal, request);
        request.HttpContext.Response.KeepSession(opened.Session);
        return PageAnswers.SeeOther(then);
    }
}
