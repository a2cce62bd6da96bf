using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.People.Consenting;

/// <summary>Takes a person's consent to a version of a text. Nobody consents for another but a child's guardian, with the child's session.</summary>
public sealed class GiveConsent(PeopleStore people, TimeProvider clock)
{
    [Function(nameof(GiveConsent)), SignedIn]
    [Takes(typeof(ConsentGivenDraft)), Answers(201, typeof(ConsentAnswer), Tagged = true), Answers(200, typeof(ConsentAnswer), Tagged = true)]
    [Refuses("stale")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/people/{id}/consents")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!(await Body.Read(request, PeopleJson.Contract.ConsentGivenDraft, cancellation)).TryGet(out var body, out var refusal))
            return Problems.From(refusal);

        Consent? given = null;
        var changed = await people.Change(
            id,
            caller.Owns,
            row => request.Stale(row.Tag) is { } stale
                ? stale
                : body.Check(row.Person, clock.GetUtcNow()).Then<Person>(consent =>
                    row.Person with { Consents = row.Person.Consents.With(given = consent) }),
            cancellation);
        if (!changed.TryGet(out var row, out refusal))
            return Problems.From(refusal);
        var (consents, scope) = (row.Person.Consents, given!.Scope);
        return Answers.CreatedOrOk(
            ReferenceEquals(given, consents.Latest(scope)), ConsentAnswer.Of(consents.Latest(scope)!, consents), PeopleJson.Contract.ConsentAnswer)
            .WithTag(row.Tag);
    }
}
