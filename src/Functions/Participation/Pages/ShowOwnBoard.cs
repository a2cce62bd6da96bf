using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Participation.Pages;

/// <summary>Leads staff to the board of the highest area that they have a role on.</summary>
public sealed class ShowOwnBoard
{
    [Function(nameof(ShowOwnBoard)), Page, SignedIn(WithGrants = true)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "board")] HttpRequest request, CancellationToken cancellation) =>
        Task.FromResult(request.Caller().Grants.All.OrderBy(grant => grant.Area.Value.Length).FirstOrDefault() is { } grant
            ? PageAnswers.SeeOther($"/board/{grant.Area}")
            : Problems.From(Refusal.Forbidden()));
}
