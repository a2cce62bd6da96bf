using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.People;

/// <summary>Makes a sign-in link for a person of an area that the caller is admin of, to be handed out in person.</summary>
public sealed class CreateOneTimeLink(PeopleStore people, GrantStore grants, SessionStore sessions, AuditLog audit)
{
    [Function(nameof(CreateOneTimeLink)), Staff(Role.Admin)]
    [Answers(201, typeof(OneTimeLinkAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/people/{id}/one-time-links")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!(await people.FindVisible(id, person => caller.Holds(Role.Admin, person.Area), cancellation)).TryGet(out var person, out var refusal))
            return Problems.From(refusal);

        // The link signs in as that person: it must not carry further than the caller's own power.
        var theirs = await grants.Latest(person.Id, cancellation);
        if (theirs.All.Select(grant => caller.Lacks(Role.Admin, grant.Area)).FirstOrDefault(lacks => lacks is not null) is { } beyond)
            return Problems.From(beyond);

        await audit.Write(person.Area, caller.Person, $"one-time-link:{person.Id}", "", "", cancellation);
        var code = await sessions.IssueCode(person.Id, cancellation);
        var url = $"{request.Scheme}://{request.Host}/sign-in#{code.Token}";
        return Answers.Created(new OneTimeLinkAnswer(code.Token, url, code.ExpiresAt), PeopleJson.Contract.OneTimeLinkAnswer);
    }
}

/// <param name="Url">Carries the code behind '#', which browsers keep to themselves: it reaches no log and no referrer.</param>
public sealed record OneTimeLinkAnswer(string Code, string Url, DateTimeOffset ExpiresAt);
