using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Attendance;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>Records that the visitor came. A second press finds what the first one wrote.</summary>
public sealed class PostCheckIn(Visits visits, CheckInViews views)
{
    [Function(nameof(PostCheckIn)), Page, SignedIn]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "check-in")] HttpRequest request, CancellationToken cancellation) => views.Take(
        CheckInKind.In, request, (activity, sent) => visits.CheckIn(activity, request.Caller().Person, sent, cancellation), cancellation);
}
