using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>What changes on the page at the door, for its script.</summary>
public sealed partial class ShowDoorNow(Doors doors)
{
    [Function(nameof(ShowDoorNow)), Page, Staff(Role.Organiser)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "organise/{id}/door/now")] HttpRequest request,
        string id,
        CancellationToken cancellation) =>
        (await doors.Now(id, request, cancellation)).Match(
            view => Answers.Ok(
                new DoorNow(view.Code.Path, view.Code.Size, view.Text, view.Counts.SignedUp, view.Counts.CheckedIn, view.Counts.CheckedOut),
                Json.Default.DoorNow),
            Problems.From);

    internal sealed record DoorNow(string Path, int Size, string Text, int SignedUp, int CheckedIn, int CheckedOut);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(DoorNow))]
    private sealed partial class Json : JsonSerializerContext;
}
