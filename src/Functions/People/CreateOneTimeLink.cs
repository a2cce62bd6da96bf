using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.People;

/// <summary>Makes a sign-in link for a person of an area that the caller is admin of, to be handed out in person.</summary>
public sealed class CreateOneTimeLink(GrantDesk desk)
{
    [Function(nameof(CreateOneTimeLink)), Staff(Role.Admin)]
    [Answers(201, typeof(OneTimeLinkAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/people/{id}/one-time-links")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        return (await desk.IssueCode(id, request.Caller(), cancellation)).Match(
            code => Answers.Created(OneTimeLinkAnswer.Of(code, request), PeopleJson.Contract.OneTimeLinkAnswer), Problems.From);
    }
}

/// <param name="Url">Carries the code behind '#', which browsers keep to themselves: it reaches no log and no referrer.</param>
public sealed record OneTimeLinkAnswer(string Code, string Url, DateTimeOffset ExpiresAt)
{
    internal static OneTimeLinkAnswer Of(OpenedSession code, HttpRequest request) =>
        new(code.Token, $"{request.Origin()}/sign-in#{code.Token}", code.ExpiresAt);
}
