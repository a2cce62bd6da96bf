using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Security;

namespace Outreach.Functions.Http.Pages;

/// <summary>Leads to the activities. On Azure Functions it answers once the setting <c>AzureWebJobsDisableHomepage</c> is <c>true</c>.</summary>
public sealed class ShowHome
{
    [Function(nameof(ShowHome)), Page, Anyone]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "/")] HttpRequest request, CancellationToken cancellation) =>
        Task.FromResult(PageAnswers.SeeOther("/activities"));
}
