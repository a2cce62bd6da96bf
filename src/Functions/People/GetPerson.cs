using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.People;

/// <summary>A person, for the person and for the admins of where they live. To others the person does not exist.</summary>
public sealed class GetPerson(PeopleStore people, AuditLog audit)
{
    [Function(nameof(GetPerson)), SignedIn(WithGrants = true)]
    [Answers(200, typeof(PersonAnswer), Tagged = true)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/people/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!(await people.FindVisibleRow(id, caller.OwnsOrAdministers, cancellation)).TryGet(out var row, out var refusal))
            return Problems.From(refusal);
        await audit.WriteRead(row.Person, caller.Person, "read-person", cancellation);
        return Answers.Ok(PersonAnswer.Of(row.Person), PeopleJson.Contract.PersonAnswer).WithTag(row.Tag);
    }
}
