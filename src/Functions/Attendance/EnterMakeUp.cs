using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.People;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance;

/// <summary>Enters time that a person gave and that nobody recorded at the door. It counts once somebody else has approved it.</summary>
public sealed class EnterMakeUp(ActivityDesk desk, PeopleStore people, TimeProvider clock)
{
    [Function(nameof(EnterMakeUp)), Staff(Role.Organiser)]
    [Takes(typeof(MakeUpRequest)), Answers(201, typeof(MakeUpAnswer)), Answers(200, typeof(MakeUpAnswer))]
    [Refuses("activity-not-published", "activity-closed", "activity-not-over", "not-service", "same-person", "make-up-stands", "nothing-to-make-up")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/activities/{id}/make-up")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var (caller, now) = (request.Caller(), clock.GetUtcNow());
        if (!(await Body.Read(request, AttendanceJson.Contract.MakeUpRequest, cancellation)).TryGet(out var body, out var refusal) ||
            !body.Check().TryGet(out var wanted, out refusal) ||
            !(await desk.Read(id, caller, cancellation)).TryGet(out _, out refusal))
            return Problems.From(refusal);
        if (await people.Find(wanted.Person, cancellation) is not { } person)
            return Problems.From(Refusal.Invalid("unknown-person", "personId"));

        var who = person.AsParticipant();
        return (await desk.Commit(
                id, caller, state => MakeUpDesk.Enter(state, who, wanted.Minutes, wanted.Reason, caller.Person, now), cancellation))
            .Match(
                done => Answers.CreatedOrOk(done.IsNew, MakeUpAnswer.Of(id, done.MakeUp), AttendanceJson.Contract.MakeUpAnswer), Problems.From);
    }
}

public sealed record MakeUpRequest(string? PersonId = null, int? Minutes = null, string? Reason = null)
{
    public Result<WantedMakeUp> Check()
    {
        var fields = new Fields();
        var person = fields.Take("personId", Domain.People.PersonId.Parse(PersonId));
        fields.Require(Minutes is not null, "minutes", "required");
        var reason = fields.Take("reason", Text.Parse(Reason, MakeUpDesk.LongestReason));
        return fields.Refusal is { } refusal ? refusal : new WantedMakeUp(person, Minutes!.Value, reason);
    }
}

public sealed record WantedMakeUp(PersonId Person, int Minutes, string Reason);

/// <param name="Status"><c>pending</c>, <c>approved</c> or <c>rejected</c>.</param>
public sealed record MakeUpAnswer(
    string Id, string PersonId, long Minutes, string Reason, string Status, string EnteredBy, DateTimeOffset EnteredAt, string? DecidedBy, DateTimeOffset? DecidedAt)
{
    internal static MakeUpAnswer Of(string activity, MakeUp makeUp) => new(
        $"{activity}.{makeUp.Person}.{makeUp.Attempt}", makeUp.Person.Value, makeUp.Minutes.Value, makeUp.Reason, Kebab.Of(makeUp.Status),
        makeUp.EnteredBy.Value, makeUp.EnteredAt, makeUp.DecidedBy?.Value, makeUp.DecidedAt);
}

public sealed record MakeUpsAnswer(IReadOnlyList<MakeUpAnswer> Items);
