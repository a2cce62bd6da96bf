using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance;

/// <summary>Replaces what an activity achieved beyond its participants.</summary>
public sealed class RecordResults(ActivityDesk desk, AuditLog audit, TimeProvider clock)
{
    [Function(nameof(RecordResults)), Staff(Role.Organiser)]
    [Takes(typeof(ResultsDraft)), Answers(200, typeof(ResultsAnswer), Tagged = true), Refuses("activity-not-published", "activity-closed", "not-begun", "stale")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/activities/{id}/results")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var (caller, wanted) = (request.Caller(), request.WantedVersion());
        if (!(await Body.Read(request, AttendanceJson.Contract.ResultsDraft, cancellation)).TryGet(out var body, out var refusal) ||
            !body.Check(caller.Person, clock.GetUtcNow()).TryGet(out OutreachResults? results, out refusal) ||
            !(await desk.Read(id, caller, cancellation)).TryGet(out var state, out refusal) ||
            !Enter(wanted, state, results).TryGet(out var decision, out refusal))
            return Problems.From(refusal);

        if (!decision.Facts.IsEmpty)
            await audit.Write(
                state.Plan.OrganiserArea, caller.Person, $"results:{state.Activity.Id}", TextOf(state.Results), TextOf(results), cancellation);
        return (await desk.Commit(id, caller, latest => Enter(wanted, latest, results), cancellation)).Match(Answer, Problems.From);
    }

    private static Result<Decision<OutreachResults>> Enter(WantedVersion wanted, ActivityState state, OutreachResults results) =>
        wanted.Stale(VersionOf(state.Results)) is { } stale ? stale : OutreachResults.Enter(state, results);

    internal static IResult Answer(OutreachResults? results) =>
        Answers.Ok(ResultsAnswer.Of(results), AttendanceJson.Contract.ResultsAnswer).WithTag(VersionOf(results));

    private static long VersionOf(OutreachResults? results) => results?.Version ?? 0;

    private static string TextOf(OutreachResults? results) =>
        results is null ? "" : JsonSerializer.Serialize(ResultsAnswer.Of(results), AttendanceJson.Contract.ResultsAnswer);
}

public sealed record HeadCountAnswer(string Class, int Count);

/// <summary>Each absent where nobody counted it.</summary>
public sealed record ResultsAnswer(
    int? Leaflets, int? PeopleReached, int? Consultations, int? Leads, IReadOnlyList<HeadCountAnswer> HeadCounts, DateTimeOffset? RecordedAt)
{
    internal static ResultsAnswer Of(OutreachResults? results) => new(
        results?.Leaflets, results?.PeopleReached, results?.Consultations, results?.Leads,
        [.. (results?.HeadCounts ?? []).Select(head => new HeadCountAnswer(head.Class, head.Count))], results?.At);
}
