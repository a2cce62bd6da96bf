using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>The page for the screen at the door: the code that changes, and how many have come.</summary>
public sealed class ShowDoor(Doors doors)
{
    [Function(nameof(ShowDoor)), Page, Staff(Role.Organiser)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "organise/{id}/door")] HttpRequest request,
        string id,
        CancellationToken cancellation) =>
        (await doors.Now(id, request, cancellation)).Match(view => PageAnswers.Show(view), Problems.From);
}
