using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Attendance;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>Records that the visitor left. A second press finds what the first one wrote.</summary>
public sealed class PostCheckOut(Visits visits, CheckInViews views)
{
    [Function(nameof(PostCheckOut)), Page, SignedIn]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "check-out")] HttpRequest request, CancellationToken cancellation) => views.Take(
        CheckInKind.Out, request, (activity, sent) => visits.CheckOut(activity, request.Caller().Person, sent, cancellation), cancellation);
}
