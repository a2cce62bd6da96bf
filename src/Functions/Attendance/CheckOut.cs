using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Functions.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance;

/// <summary>Records that the caller left, with the code shown at the door.</summary>
public sealed class CheckOut(ActivityStore activities, CheckInCodes codes, TimeProvider clock)
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
        if (!(await Body.Read(request, AttendanceJson.Contract.CheckInRequest, cancellation)).TryGet(out var body, out refusal) ||
            !body.Check().TryGet(out _, out refusal))
            return Problems.From(refusal);

        var (person, now) = (request.Caller().Person, clock.GetUtcNow());
        var code = codes.Check(body.Code, activity, CheckInKind.Out);
        return (await activities.Commit(activity, state => DoorDesk.CheckOut(state, person, code, now), cancellation))
            .Match(
                done => Answers.CreatedOrOk(
                    done.IsNew, new CheckOutAnswer(done.At, done.Minutes.Value), AttendanceJson.Contract.CheckOutAnswer),
                Problems.From);
    }
}

public sealed record CheckOutAnswer(DateTimeOffset CheckedOutAt, long Minutes);
