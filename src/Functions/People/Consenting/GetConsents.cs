using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.People.Consenting;

/// <summary>What a person consented to, for the person and for the admins of where they live.</summary>
public sealed class GetConsents(PeopleStore people, AuditLog audit)
{
    [Function(nameof(GetConsents)), SignedIn(WithGrants = true)]
    [Answers(200, typeof(ConsentsAnswer), Tagged = true)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/people/{id}/consents")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!(await people.FindVisibleRow(id, caller.OwnsOrAdministers, cancellation)).TryGet(out var row, out var refusal))
            return Problems.From(refusal);
        await audit.WriteRead(row.Person, caller.Person, "read-consents", cancellation);
        return ConsentsAnswer.Answer(row);
    }
}
