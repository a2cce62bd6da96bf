using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance;

/// <summary>Records that the caller left, with the code shown at the door.</summary>
public sealed class CheckOut(Visits visits)
{
    [Function(nameof(CheckOut)), SignedIn]
    [Takes(typeof(CheckInRequest)), Answers(201, typeof(CheckOutAnswer)), Answers(200, typeof(CheckOutAnswer))]
    [Refuses("activity-closed", "not-checked-in", "code-expired")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/activities/{id}/check-outs")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        if (!ActivityId.Parse(id).TryGet(out var activity, out var refusal))
            return Problems.From(refusal.For("id"));
        if (!(await Body.Read(request, AttendanceJson.Contract.CheckInRequest, cancellation)).TryGet(out var body, out refusal))
            return Problems.From(refusal);
        return (await visits.CheckOut(activity, request.Caller().Person, body, cancellation)).Match(
            done => Answers.CreatedOrOk(done.IsNew, new CheckOutAnswer(done.At, done.Minutes.Value), AttendanceJson.Contract.CheckOutAnswer),
            Problems.From);
    }
}

public sealed record CheckOutAnswer(DateTimeOffset CheckedOutAt, long Minutes);
