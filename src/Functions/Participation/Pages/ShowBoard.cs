using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Participation.Pages;

/// <summary>The board of an area: a month, or a span of them, with the areas below it. Months that cannot be are said beside their field.</summary>
public sealed class ShowBoard(BoardViews boards)
{
    [Function(nameof(ShowBoard)), Page, SignedIn(WithGrants = true)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "board/{code}")] HttpRequest request, string code, CancellationToken cancellation)
    {
        if ((await boards.Of(code, request, BoardViews.OnPage, cancellation)).TryGet(out var view, out var refusal))
            return PageAnswers.Show(view);
        return (await boards.WithoutMonths(code, request, refusal, cancellation)).Match(
            present => PageAnswers.Show(present, refusal, request), Problems.From);
    }
}
