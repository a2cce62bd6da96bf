using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.People;

/// <summary>Takes a role on an area away from a person.</summary>
public sealed class RevokeGrant(GrantDesk desk)
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
        if (!new GrantRequest(role, areaCode).Check().TryGet(out var grant, out var refusal))
            return Problems.From(refusal);
        return (await desk.Take(id, grant, request.Caller(), cancellation)).Match(
            held => held ? TypedResults.NoContent() : Problems.From(Refusal.NotFound()), Problems.From);
    }
}
