using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Http;
using Outreach.Functions.People;
using Outreach.Functions.Security;

namespace Outreach.Functions.Participation;

/// <summary>A person's whole record, for the person and for staff of where they live.</summary>
public sealed class GetPersonRecord(PeopleStore people, WholeRecords records, AuditLog audit)
{
    [Function(nameof(GetPersonRecord)), SignedIn(WithGrants = true)]
    [Answers(200, typeof(PersonRecordAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/people/{id}/record")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        var visible = await people.FindVisible(id, p => caller.Owns(p) || caller.Grants.HoldAny(p.Area), cancellation);
        if (!visible.TryGet(out var person, out var refusal))
            return Problems.From(refusal);
        await audit.WriteRead(person, caller.Person, "read-record", cancellation);
        return Answers.Ok(await records.Of(person.Id, cancellation), ParticipationJson.Contract.PersonRecordAnswer);
    }
}
