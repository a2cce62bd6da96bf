using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Web.People;

namespace Outreach.Functions.People.Pages;

/// <summary>Where somebody arrives who had themself erased.</summary>
public sealed class ShowGoodbye
{
    [Function(nameof(ShowGoodbye)), Page, Anyone]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "goodbye")] HttpRequest request, CancellationToken cancellation) =>
        Task.FromResult(PageAnswers.Show(new ErasedView()));
}
