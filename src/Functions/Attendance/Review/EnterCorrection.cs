using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Review;

/// <summary>
/// Enters that an attendance was otherwise than a roll call, a device or an automatic check-out recorded it. It stands so once
/// somebody else has approved it.
/// </summary>
public sealed class EnterCorrection(AmendmentDesk desk)
{
    [Function(nameof(EnterCorrection)), Staff(Role.Organiser)]
    [Takes(typeof(CorrectionRequest)), Answers(201, typeof(AmendmentAnswer)), Answers(200, typeof(AmendmentAnswer))]
    [Refuses("activity-not-published", "activity-closed", "not-over-yet", "no-attendance", "own-check-in-stands", "already-pending")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/activities/{id}/corrections")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        if (!(await Body.Read(request, AmendmentsJson.Contract.CorrectionRequest, cancellation)).TryGet(out var body, out var refusal) ||
            !body.Check().TryGet(out var wanted, out refusal))
            return Problems.From(refusal);
        return (await desk.EnterCorrection(id, wanted, request.Caller(), cancellation)).Match(
            done => Answers.CreatedOrOk(done.IsNew, AmendmentAnswer.Of(done.Amendment), AmendmentsJson.Contract.AmendmentAnswer), Problems.From);
    }
}

/// <param name="CheckedInAt">When the person really came; absent where what stands is right.</param>
/// <param name="CheckedOutAt">When the person really left; absent where what stands is right.</param>
/// <param name="Absent">The person was not there at all.</param>
public sealed record CorrectionRequest(
    string? PersonId = null,
    [Written("date-time")] string? CheckedInAt = null,
    [Written("date-time")] string? CheckedOutAt = null,
    bool? Absent = null,
    string? Reason = null)
{
    internal Result<CheckedCorrection> Check()
    {
        var fields = new Fields();
        var person = fields.Take("personId", Domain.People.PersonId.Parse(PersonId));
        var checkedIn = CheckedInAt is null ? null : fields.TakeInstant("checkedInAt", CheckedInAt);
        var checkedOut = CheckedOutAt is null ? null : fields.TakeInstant("checkedOutAt", CheckedOutAt);
        var hasTimes = CheckedInAt is not null || CheckedOutAt is not null;
        fields.Require(hasTimes || Absent == true, "checkedInAt", "nothing-to-correct");
        fields.Require(!hasTimes || Absent != true, "absent", "absent-alone");
        var reason = fields.Take("reason", Text.Parse(Reason, MakeUpRequest.LongestReason));
        return fields.Refusal is { } refusal ? refusal : new CheckedCorrection(person, checkedIn, checkedOut, Absent == true, reason);
    }
}

internal sealed record CheckedCorrection(PersonId Person, DateTimeOffset? CheckedInAt, DateTimeOffset? CheckedOutAt, bool Absent, string Reason);
