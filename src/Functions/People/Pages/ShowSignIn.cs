using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Web.People;

namespace Outreach.Functions.People.Pages;

/// <summary>The form for a one-time code, to which sign-in links lead.</summary>
public sealed class ShowSignIn
{
    [Function(nameof(ShowSignIn)), Page, Anyone]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sign-in")] HttpRequest request, CancellationToken cancellation) =>
        Task.FromResult(PageAnswers.Show(new SignInView(request.Then("/me")) { LostForm = request.LostForm() }));
}
