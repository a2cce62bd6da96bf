using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.People.Pages;

/// <summary>What is kept of the visitor: to look through, correct, take along, withdraw and delete.</summary>
public sealed class ShowMyData(PeopleStore people, MyDataViews views)
{
    [Function(nameof(ShowMyData)), Page, SignedIn]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/data")] HttpRequest request, CancellationToken cancellation) =>
        await people.FindRow(request.Caller().Person, cancellation) is { } row
            ? PageAnswers.Show(await views.Of(row, request.Query["saved"] == "true", cancellation))
            : Problems.From(Refusal.NotFound());
}
