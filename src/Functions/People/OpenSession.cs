using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Http;
using Outreach.Functions.Security;
using Outreach.Functions.Security.Limits;

namespace Outreach.Functions.People;

/// <summary>Opens a session for whoever holds a one-time code.</summary>
public sealed class OpenSession(CodeDesk codes)
{
    [Function(nameof(OpenSession)), Anyone, Seldom]
    [Takes(typeof(OpenSessionRequest)), Answers(200, typeof(OpenSessionAnswer))]
    [Refuses("one-time-code-unknown", "not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/sessions/one-time")] HttpRequest request, CancellationToken cancellation)
    {
        if (!(await Body.Read(request, PeopleJson.Contract.OpenSessionRequest, cancellation)).TryGet(out var body, out var refusal) ||
            !(await codes.Open(body.Code, cancellation)).TryGet(out var opened, out refusal))
            return Problems.From(refusal);
        return Answers.Ok(
            new OpenSessionAnswer(opened.Session.Token, opened.Session.ExpiresAt, PersonAnswer.Of(opened.Person)),
            PeopleJson.Contract.OpenSessionAnswer);
    }
}

public sealed record OpenSessionRequest(string? Code = null);

public sealed record OpenSessionAnswer(string Token, DateTimeOffset ExpiresAt, PersonAnswer Person);
