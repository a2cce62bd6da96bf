using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Territory;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Territory;

/// <summary>One area by its code.</summary>
public sealed class GetArea(TerritoryStore territories)
{
    [Function(nameof(GetArea)), Anyone]
    [Answers(200, typeof(AreaAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/areas/{code}")] HttpRequest request,
        string code,
        CancellationToken cancellation)
    {
        if (!AreaCode.Parse(code).TryGet(out var area, out var refusal))
            return Problems.From(refusal.For("code"));
        return await territories.Find(area, cancellation) is { } found
            ? Answers.Ok(AreaAnswer.Of(found), AreasJson.Contract.AreaAnswer)
            : Problems.From(Refusal.NotFound());
    }
}
