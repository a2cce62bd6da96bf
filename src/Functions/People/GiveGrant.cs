using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Http;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;

namespace Outreach.Functions.People;

/// <summary>Grants a person a role on an area that the caller is admin of.</summary>
public sealed class GiveGrant(GrantDesk desk)
{
    [Function(nameof(GiveGrant)), Staff(Role.Admin)]
    [Takes(typeof(GrantRequest)), Answers(201, typeof(GrantAnswer)), Answers(200, typeof(GrantAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/people/{id}/grants")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        if (!(await Body.Read(request, PeopleJson.Contract.GrantRequest, cancellation)).TryGet(out var body, out var refusal) ||
            !body.Check().TryGet(out Grant? grant, out refusal))
            return Problems.From(refusal);
        return (await desk.Give(id, grant, request.Caller(), cancellation)).Match(
            isNew => Answers.CreatedOrOk(isNew, GrantAnswer.Of(grant), PeopleJson.Contract.GrantAnswer), Problems.From);
    }
}

public sealed record GrantRequest([OneOf<Role>] string? Role = null, string? AreaCode = null)
{
    public Result<Grant> Check()
    {
        var fields = new Fields();
        var role = fields.Take("role", Kebab.Parse<Role>(Role));
        var area = fields.Take("areaCode", Domain.Territory.AreaCode.Parse(AreaCode));
        return fields.Refusal is { } refusal ? refusal : new Grant(role, area);
    }
}
