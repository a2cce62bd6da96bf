using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.People.Consenting;

/// <summary>Takes a person's consent to a version of a text. Nobody consents for another but a child's guardian, with the child's session.</summary>
public sealed class GiveConsent(ConsentDesk desk)
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

        if (!(await desk.Give(id, body, caller, row => request.Stale(row.Tag), cancellation)).TryGet(out var given, out refusal))
            return Problems.From(refusal);
        var (row, consent) = given;
        var (consents, scope) = (row.Person.Consents, consent.Scope);
        return Answers.CreatedOrOk(
            ReferenceEquals(consent, consents.Latest(scope)), ConsentAnswer.Of(consents.Latest(scope)!, consents), PeopleJson.Contract.ConsentAnswer)
            .WithTag(row.Tag);
    }
}
