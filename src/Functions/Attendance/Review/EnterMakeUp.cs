using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Review;

/// <summary>Enters time that a person gave and nobody recorded. It counts once somebody else has approved it.</summary>
public sealed class EnterMakeUp(AmendmentDesk desk)
{
    [Function(nameof(EnterMakeUp)), Staff(Role.Organiser)]
    [Takes(typeof(MakeUpRequest)), Answers(201, typeof(AmendmentAnswer)), Answers(200, typeof(AmendmentAnswer))]
    [Refuses("activity-not-published", "activity-closed", "not-over-yet", "no-service", "nothing-to-make-up",
        "already-pending", "already-made-up", "consent-withdrawn")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/activities/{id}/make-up")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        if (!(await Body.Read(request, AmendmentsJson.Contract.MakeUpRequest, cancellation)).TryGet(out var body, out var refusal) ||
            !body.Check().TryGet(out var wanted, out refusal))
            return Problems.From(refusal);
        return (await desk.EnterMakeUp(id, wanted, request.Caller(), cancellation)).Match(
            done => Answers.CreatedOrOk(done.IsNew, AmendmentAnswer.Of(done.Amendment), AmendmentsJson.Contract.AmendmentAnswer), Problems.From);
    }
}

/// <param name="Minutes">From 1 to what the activity's length leaves beside the person's credit.</param>
public sealed record MakeUpRequest(string? PersonId = null, int? Minutes = null, string? Reason = null)
{
    internal const int LongestReason = 200;

    internal Result<CheckedMakeUp> Check()
    {
        var fields = new Fields();
        var person = fields.Take("personId", Domain.People.PersonId.Parse(PersonId));
        fields.Require(Minutes is not null, "minutes", "required");
        var minutes = fields.Take("minutes", ServiceMinutes.Of(Minutes ?? 0));
        var reason = fields.Take("reason", Text.Parse(Reason, LongestReason));
        return fields.Refusal is { } refusal ? refusal : new CheckedMakeUp(person, minutes, reason);
    }
}

internal sealed record CheckedMakeUp(PersonId Person, ServiceMinutes Minutes, string Reason);
