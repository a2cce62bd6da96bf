using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Attendance;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>Where the code for coming leads that hangs at the door, or where to type it in.</summary>
public sealed class ShowCheckIn(CheckInViews views)
{
    [Function(nameof(ShowCheckIn)), Page, SignedIn]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "check-in")] HttpRequest request, CancellationToken cancellation) =>
        views.Show(CheckInKind.In, request, cancellation);
}
