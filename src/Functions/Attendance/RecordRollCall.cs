using System.Collections.Immutable;
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

/// <summary>Takes an organiser's roll call. Every line has an outcome of its own; a form error in any refuses the whole.</summary>
public sealed class RecordRollCall(ActivityDesk desk, PeopleStore people, TimeProvider clock)
{
    private const int MostLines = 500;
    private const int LargestBody = 256 * 1024;

    [Function(nameof(RecordRollCall)), Staff(Role.Organiser)]
    [Takes(typeof(RollCallLine[])), Answers(200, typeof(RollCallAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/activities/{id}/attendance")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!(await Body.Read(request, AttendanceJson.Contract.RollCallLineArray, cancellation, LargestBody)).TryGet(out var sent, out var refusal) ||
            !Check(sent).TryGet(out var lines, out refusal) ||
            !(await desk.Read(id, caller, cancellation)).TryGet(out _, out refusal))
            return Problems.From(refusal);

        var known = await people.FindAll(lines.Select(line => line.Person), cancellation);
        var outcomes = await Task.WhenAll(lines.Select(async line => new RollCallResult(
            line.Person.Value, await Record(id, caller, line, known.GetValueOrDefault(line.Person), cancellation))));
        return Answers.Ok(new RollCallAnswer(outcomes), AttendanceJson.Contract.RollCallAnswer);
    }

    /// <summary>The lines go to the activity side by side and are committed together, as many as a transaction takes.</summary>
    private async Task<string> Record(string id, Caller caller, CheckedLine line, Person? person, CancellationToken cancellation)
    {
        if (person is null)
            return "unknown-person";
        if (person.RefusesParticipation is { } withdrawn)
            return withdrawn.Code;
        var (who, now) = (person.AsParticipant(), clock.GetUtcNow());
        var outcome = await desk.Commit(
            id, caller, state => RollCall.Record(state, who, line.CheckedInAt, line.CheckedOutAt, caller.Person, now), cancellation);
        return outcome.Match(Kebab.Of, refusal => refusal.Errors is [var error, ..] ? error.Rule : refusal.Code);
    }

    private static Result<ImmutableArray<CheckedLine>> Check(RollCallLine?[] sent)
    {
        var fields = new Fields();
        fields.Require(sent.Length is >= 1 and <= MostLines, "body", "out-of-range", 1, MostLines);
        var lines = ImmutableArray.CreateBuilder<CheckedLine>();
        var seen = new HashSet<PersonId>();
        foreach (var (line, i) in sent.Take(MostLines).Select((line, i) => (line ?? new RollCallLine(), i)))
        {
            var person = fields.Take($"[{i}].personId", PersonId.Parse(line.PersonId));
            fields.Require(person is null || seen.Add(person), $"[{i}].personId", "duplicate");
            var checkedIn = fields.TakeInstant($"[{i}].checkedInAt", line.CheckedInAt);
            var checkedOut = line.CheckedOutAt is null ? null : fields.TakeInstant($"[{i}].checkedOutAt", line.CheckedOutAt);
            lines.Add(new CheckedLine(person!, checkedIn ?? default, checkedOut));
        }

        return fields.Refusal is { } refusal ? refusal : lines.ToImmutable();
    }

    private sealed record CheckedLine(PersonId Person, DateTimeOffset CheckedInAt, DateTimeOffset? CheckedOutAt);
}

public sealed record RollCallLine(
    string? PersonId = null, [Written("date-time")] string? CheckedInAt = null, [Written("date-time")] string? CheckedOutAt = null);

/// <param name="Outcome"><c>recorded</c>, <c>already-recorded</c>, <c>unknown-person</c>, or the code of the rule that refused the line.</param>
public sealed record RollCallResult(string PersonId, string Outcome);

public sealed record RollCallAnswer(IReadOnlyList<RollCallResult> Results);
