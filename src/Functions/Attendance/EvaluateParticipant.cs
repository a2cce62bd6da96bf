using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.People;
using Outreach.Functions.People.Merging;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance;

/// <summary>Records how well a person served; a later evaluation replaces an earlier one.</summary>
public sealed class EvaluateParticipant(ActivityDesk desk, PeopleStore people, AliasStore aliases, AuditLog audit, TimeProvider clock)
{
    [Function(nameof(EvaluateParticipant)), Staff(Role.Organiser)]
    [Takes(typeof(EvaluationRequest)), Answers(201, typeof(EvaluationAnswer)), Answers(200, typeof(EvaluationAnswer))]
    [Refuses("activity-not-published", "activity-closed", "not-begun", "no-attendance", "consent-withdrawn")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/activities/{id}/evaluations")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!(await Body.Read(request, AttendanceJson.Contract.EvaluationRequest, cancellation)).TryGet(out var body, out var refusal) ||
            !body.Check(caller.Person, clock.GetUtcNow()).TryGet(out Evaluation? sent, out refusal) ||
            !(await desk.Read(id, caller, cancellation)).TryGet(out var state, out refusal))
            return Problems.From(refusal);
        var evaluation = sent with { Of = await aliases.KnownTo(state, sent.Of, cancellation) };
        if (!Evaluation.Enter(state, evaluation).TryGet(out var decision, out refusal))
            return Problems.From(refusal);
        if ((await people.Find(evaluation.Person, cancellation))?.RefusesParticipation is { } withdrawn)
            return Problems.From(withdrawn);

        if (!decision.Facts.IsEmpty)
            await audit.Write(
                state.Plan.OrganiserArea, caller.Person, $"evaluation:{state.Activity.Id}:{evaluation.Person}",
                $"{state.Evaluations.GetValueOrDefault(evaluation.Person)?.Quality}", $"{evaluation.Quality}", cancellation);
        return (await desk.Commit(id, caller, latest => Evaluation.Enter(latest, evaluation), cancellation)).Match(
            isNew => Answers.CreatedOrOk(
                isNew, new EvaluationAnswer(sent.Person.Value, evaluation.Quality), AttendanceJson.Contract.EvaluationAnswer),
            Problems.From);
    }
}

/// <param name="Quality">From 1 to 5, the best.</param>
public sealed record EvaluationRequest(string? PersonId = null, int? Quality = null, string? Remark = null)
{
    private const int LongestRemark = 200;

    public Result<Evaluation> Check(PersonId by, DateTimeOffset now)
    {
        var fields = new Fields();
        var person = fields.Take("personId", Domain.People.PersonId.Parse(PersonId));
        fields.Require(Quality is not null, "quality", "required");
        var remark = fields.TakeOptional("remark", Remark, text => Text.Parse(text, LongestRemark));
        return fields.Refusal is { } refusal ? refusal : new Evaluation(person, Quality!.Value, remark, by, now);
    }
}

public sealed record EvaluationAnswer(string PersonId, int Quality);
