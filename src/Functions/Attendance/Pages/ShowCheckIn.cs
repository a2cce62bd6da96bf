using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Attendance;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>Where the code for coming leads that hangs at the door.</summary>
public sealed class ShowCheckIn(CheckInViews views)
{
    [Function(nameof(ShowCheckIn)), Page, SignedIn]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "check-in")] HttpRequest request, CancellationToken cancellation) =>
        (await views.Of(request.Query["code"], CheckInKind.In, cancellation)).Match(view => PageAnswers.Show(view), Problems.From);
}
