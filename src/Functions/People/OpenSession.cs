using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Functions.Http;
using Outreach.Functions.Security;
using Outreach.Functions.Security.Limits;

namespace Outreach.Functions.People;

/// <summary>Opens a session for whoever holds a one-time code.</summary>
public sealed class OpenSession(SessionStore sessions, PeopleStore people)
{
    [Function(nameof(OpenSession)), Anyone, Seldom]
    [Takes(typeof(OpenSessionRequest)), Answers(200, typeof(OpenSessionAnswer))]
    [Refuses("one-time-code-unknown", "not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/sessions/one-time")] HttpRequest request, CancellationToken cancellation)
    {
        if (!(await Body.Read(request, PeopleJson.Contract.OpenSessionRequest, cancellation)).TryGet(out var body, out var refusal))
            return Problems.From(refusal);
        if (string.IsNullOrEmpty(body.Code))
            return Problems.From(Refusal.Invalid("required", "code"));
        if (!(await sessions.TakeCode(body.Code, cancellation)).TryGet(out var id, out refusal))
            return Problems.From(refusal);
        if (await people.FindBehind(id, cancellation) is not { } person)
            return Problems.From(Refusal.NotFound());

        var session = await sessions.Open(person.Id, cancellation);
        return Answers.Ok(
            new OpenSessionAnswer(session.Token, session.ExpiresAt, PersonAnswer.Of(person)), PeopleJson.Contract.OpenSessionAnswer);
    }
}

public sealed record OpenSessionRequest(string? Code = null);

public sealed record OpenSessionAnswer(string Token, DateTimeOffset ExpiresAt, PersonAnswer Person);
