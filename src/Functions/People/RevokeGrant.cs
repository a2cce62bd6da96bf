using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.People;

/// <summary>Takes a role on an area away from a person.</summary>
public sealed class RevokeGrant(GrantStore grants)
{
    [Function(nameof(RevokeGrant)), Staff(Role.Admin)]
    [Answers(204)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/people/{id}/grants/{role}/{areaCode}")] HttpRequest request,
        string id,
        string role,
        string areaCode,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        var fields = new Fields();
        var person = fields.Take("id", PersonId.Parse(id));
        if (!new GrantRequest(role, areaCode).Check().TryGet(out var grant, out var refusal))
            return Problems.From(refusal);
        if ((fields.Refusal ?? caller.Lacks(Role.Admin, grant.Area)) is { } lacks)
            return Problems.From(lacks);

        return await grants.Take(person, grant, caller.Person, cancellation)
            ? TypedResults.NoContent()
            : Problems.From(Refusal.NotFound());
    }
}
