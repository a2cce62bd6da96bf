using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance;

/// <summary>Records that the caller came, with the code shown at the door.</summary>
public sealed class CheckIn(Visits visits)
{
    [Function(nameof(CheckIn)), SignedIn]
    [Takes(typeof(CheckInRequest)), Answers(201, typeof(CheckInAnswer)), Answers(200, typeof(CheckInAnswer))]
    [Refuses("activity-closed", "not-yet-open", "not-signed-up", "outside-the-venue", "code-expired", "consent-withdrawn")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/activities/{id}/check-ins")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        if (!ActivityId.Parse(id).TryGet(out var activity, out var refusal))
            return Problems.From(refusal.For("id"));
        if (!(await Body.Read(request, AttendanceJson.Contract.CheckInRequest, cancellation)).TryGet(out var body, out refusal))
            return Problems.From(refusal);
        return (await visits.CheckIn(activity, request.Caller().Person, body, cancellation)).Match(
            done => Answers.CreatedOrOk(done.IsNew, new CheckInAnswer(done.At, Kebab.Of(done.Method)), AttendanceJson.Contract.CheckInAnswer),
            Problems.From);
    }
}

public sealed record CheckInAnswer(DateTimeOffset CheckedInAt, [OneOf<AttendanceMethod>] string Method);
