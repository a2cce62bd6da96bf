using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Idempotency;
using Outreach.Functions.Security;
using Outreach.Functions.Security.Limits;

namespace Outreach.Functions.People;

/// <summary>Registers a resident as a volunteer and opens a first session.</summary>
public sealed class RegisterVolunteer(Registrar registrar, SessionStore sessions)
{
    [Function(nameof(RegisterVolunteer)), Anyone, Seldom]
    [Takes(typeof(RegistrationDraft)), Answers(201, typeof(RegisteredAnswer))]
    [Refuses("already-registered")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/volunteers")] HttpRequest request, CancellationToken cancellation)
    {
        if (!(await Body.Read(request, PeopleJson.Contract.RegistrationDraft, cancellation)).TryGet(out var draft, out var refusal) ||
            !(await Register(draft, request, cancellation)).TryGet(out Person? person, out refusal))
            return Problems.From(refusal);

        var session = await sessions.Open(person.Id, cancellation);
        return Answers.Created(
            new RegisteredAnswer(PersonAnswer.Of(person), session.Token, session.ExpiresAt), PeopleJson.Contract.RegisteredAnswer);
    }

    /// <summary>Under a key, who was registered by a try that came to no answer is not told that they are registered already.</summary>
    private Task<Result<Person>> Register(RegistrationDraft draft, HttpRequest request, CancellationToken cancellation) =>
        request.KeyedId(10) is { } id
            ? registrar.Register(draft, PersonId.FromBytes(id), cancellation)
            : registrar.Register(draft, cancellation);
}

public sealed record RegisteredAnswer(PersonAnswer Person, string Token, DateTimeOffset ExpiresAt);
