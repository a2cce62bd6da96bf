using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Participation.Pages;

/// <summary>The board of an area: its month with the areas below it.</summary>
public sealed class ShowBoard(BoardViews boards)
{
    [Function(nameof(ShowBoard)), Page, SignedIn(WithGrants = true)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "board/{code}")] HttpRequest request, string code, CancellationToken cancellation) =>
        (await boards.Of(code, request, cancellation)).Match(view => PageAnswers.Show(view), Problems.From);
}
