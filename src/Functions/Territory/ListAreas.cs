using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Territory;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Territory;

/// <summary>The areas directly below one: the streets of a district, the communities of a street.</summary>
public sealed class ListAreas(TerritoryStore territories)
{
    [Function(nameof(ListAreas)), Anyone]
    [Query("parent", Required = true), Query("limit"), Query("continuation")]
    [Answers(200, typeof(AreasAnswer)), Refuses("not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/areas")] HttpRequest request, CancellationToken cancellation)
    {
        if (!AreaCode.Parse(request.Query["parent"]).TryGet(out var parent, out var refusal))
            return Problems.From(refusal.For("parent"));
        if (!Paging.Read(request).TryGet(out var paging, out refusal))
            return Problems.From(refusal);
        if (await territories.Of(parent, cancellation) is not { } territory || territory.Find(parent) is null)
            return Problems.From(Refusal.NotFound());

        var (page, continuation) = paging.Of(territory.Children(parent), area => area.Code.Value);
        return Answers.Ok(new AreasAnswer([.. page.Select(AreaAnswer.Of)], continuation), AreasJson.Contract.AreasAnswer);
    }
}
