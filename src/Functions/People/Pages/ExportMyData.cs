using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.People.Exporting;
using Outreach.Functions.Security;

namespace Outreach.Functions.People.Pages;

/// <summary>A copy of all that is kept of the visitor, with their numbers in clear (PIPL Art 45).</summary>
public sealed class ExportMyData(PeopleStore people, Exporter exporter)
{
    [Function(nameof(ExportMyData)), Page, SignedIn]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/data/export.json")] HttpRequest request, CancellationToken cancellation)
    {
        if (await people.FindBehind(request.Caller().Person, cancellation) is not { } person)
            return Problems.From(Refusal.NotFound());
        var all = await exporter.Export(person, ExportedNumbers.Of(person), cancellation);
        return TypedResults.File(
            JsonSerializer.SerializeToUtf8Bytes(all, ExportJson.Contract.ExportAnswer), "application/json", $"{person.VolunteerNumber}.json");
    }
}
