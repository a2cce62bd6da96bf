using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.OpenApi;
using Outreach.Functions.Security;

namespace Outreach.Functions.People;

/// <summary>Corrects what is kept of a person (Order 67 Art 12–13). What the body does not name stays as it is.</summary>
public sealed class CorrectPerson(PeopleStore people, CorrectionDesk desk)
{
    [Function(nameof(CorrectPerson)), SignedIn(WithGrants = true)]
    [Takes(typeof(ParticularsDraft), MediaType = "application/merge-patch+json"), Answers(200, typeof(PersonAnswer), Tagged = true)]
    [Refuses("already-registered", "consent-withdrawn", "stale")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/people/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!(await MergePatch.Read(request, cancellation)).TryGet(out var patch, out var refusal) ||
            !(await people.FindVisibleRow(id, caller.OwnsOrAdministers, cancellation)).TryGet(out var before, out refusal))
            return Problems.From(refusal);
        if (request.Stale(before.Tag) is { } stale)
            return Problems.From(stale);
        if (!patch.ApplyTo(ParticularsDraft.Of(before.Person), PeopleJson.Contract.ParticularsDraft).TryGet(out var draft, out refusal))
            return Problems.From(refusal);
        return (await desk.Correct(before, draft, caller, cancellation)).Match(
            row => Answers.Ok(PersonAnswer.Of(row.Person), PeopleJson.Contract.PersonAnswer).WithTag(row.Tag), Problems.From);
    }
}
