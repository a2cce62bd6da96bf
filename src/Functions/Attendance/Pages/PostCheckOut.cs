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
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "check-out")] HttpRequest request, CancellationToken cancellation)
    {
        if (!(await request.ReadForm(AttendanceJson.Contract.CheckInRequest, cancellation)).TryGet(out var sent, out var refusal) ||
            !CheckInCode.ActivityOf(sent.Code).TryGet(out var activity, out refusal) ||
            !(await visits.CheckOut(activity, request.Caller().Person, sent, cancellation)).TryGet(out CheckedOut? _, out refusal))
            return await views.Refused(sent?.Code, CheckInKind.Out, refusal, request, cancellation);
        return PageAnswers.SeeOther($"/activities/{activity}");
    }
}
