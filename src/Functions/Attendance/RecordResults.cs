using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.OpenApi;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance;

/// <summary>Replaces what an activity achieved beyond its participants.</summary>
public sealed class RecordResults(ResultsDesk desk)
{
    [Function(nameof(RecordResults)), Staff(Role.Organiser)]
    [Takes(typeof(ResultsDraft)), Answers(200, typeof(ResultsAnswer), Tagged = true)]
    [Refuses("activity-not-published", "activity-closed", "not-begun", "stale")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/activities/{id}/results")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var (caller, wanted) = (request.Caller(), request.WantedVersion());
        return (await Body.Read(request, AttendanceJson.Contract.ResultsDraft, cancellation)).TryGet(out var body, out var refusal)
            ? (await desk.Record(id, body, caller, wanted, cancellation)).Match(Answer, Problems.From)
            : Problems.From(refusal);
    }

    internal static IResult Answer(OutreachResults? results) =>
        Answers.Ok(ResultsAnswer.Of(results), AttendanceJson.Contract.ResultsAnswer).WithTag(ResultsDesk.VersionOf(results));
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
