using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.People;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance;

/// <summary>Records that the caller came, with the code shown at the door.</summary>
public sealed class CheckIn(ActivityStore activities, CheckInCodes codes, PeopleStore people, TimeProvider clock)
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
        if (!(await Body.Read(request, AttendanceJson.Contract.CheckInRequest, cancellation)).TryGet(out var body, out refusal) ||
            !body.Check().TryGet(out var at, out refusal))
            return Problems.From(refusal);

        var (person, now) = (request.Caller().Person, clock.GetUtcNow());
        var code = codes.Check(body.Code, activity, CheckInKind.In);
        return (await activities.Commit(activity, state => DoorDesk.CheckIn(state, person, code, at.Where, now), cancellation))
            .TryGet(out var done, out refusal)
                ? Answers.CreatedOrOk(done.IsNew, new CheckInAnswer(done.At, Kebab.Of(done.Method)), AttendanceJson.Contract.CheckInAnswer)
                : Problems.From(await Reason(refusal, person, cancellation));
    }

    /// <summary>Who withdrew their consent holds no place any more, so that only who holds none is looked up.</summary>
    private async Task<Refusal> Reason(Refusal refusal, PersonId caller, CancellationToken cancellation) =>
        refusal.Code == "not-signed-up" ? (await people.Find(caller, cancellation))?.RefusesParticipation ?? refusal : refusal;
}

public sealed record CheckInAnswer(DateTimeOffset CheckedInAt, [OneOf<AttendanceMethod>] string Method);
