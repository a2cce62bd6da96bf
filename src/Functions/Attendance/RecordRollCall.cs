using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance;

/// <summary>Takes an organiser's roll call. Every line has an outcome of its own; a form error in any refuses the whole.</summary>
public sealed class RecordRollCall(RollCallDesk desk)
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
        if (!(await Body.Read(request, AttendanceJson.Contract.RollCallLineArray, cancellation, LargestBody)).TryGet(out var sent, out var refusal) ||
            !Check(sent).TryGet(out var lines, out refusal) ||
            !(await desk.Record(id, request.Caller(), lines, cancellation)).TryGet(out var outcomes, out refusal))
            return Problems.From(refusal);
        return Answers.Ok(new RollCallAnswer([.. outcomes.Select(RollCallResult.Of)]), AttendanceJson.Contract.RollCallAnswer);
    }

    private static Result<ImmutableArray<CalledPerson>> Check(RollCallLine?[] sent)
    {
        var fields = new Fields();
        fields.Require(sent.Length is >= 1 and <= MostLines, "body", "out-of-range", 1, MostLines);
        var lines = ImmutableArray.CreateBuilder<CalledPerson>();
        var seen = new HashSet<PersonId>();
        foreach (var (line, i) in sent.Take(MostLines).Select((line, i) => (line ?? new RollCallLine(), i)))
        {
            var person = fields.Take($"[{i}].personId", PersonId.Parse(line.PersonId));
            fields.Require(person is null || seen.Add(person), $"[{i}].personId", "duplicate");
            var checkedIn = fields.TakeInstant($"[{i}].checkedInAt", line.CheckedInAt);
            var checkedOut = line.CheckedOutAt is null ? null : fields.TakeInstant($"[{i}].checkedOutAt", line.CheckedOutAt);
            lines.Add(new CalledPerson(person!, checkedIn ?? default, checkedOut));
        }

        return fields.Refusal is { } refusal ? refusal : lines.ToImmutable();
    }
}

public sealed record RollCallLine(
    string? PersonId = null, [Written("date-time")] string? CheckedInAt = null, [Written("date-time")] string? CheckedOutAt = null);

/// <param name="Outcome"><c>recorded</c>, <c>already-recorded</c>, <c>unknown-person</c>, or the code of the rule that refused the line.</param>
public sealed record RollCallResult(string PersonId, string Outcome)
{
    internal static RollCallResult Of(CalledOutcome line) => new(
        line.Person.Value,
        line.Outcome.Match(Kebab.Of, refusal => refusal.Errors is [var error, ..] ? error.Rule : refusal.Code));
}

public sealed record RollCallAnswer(IReadOnlyList<RollCallResult> Results);
