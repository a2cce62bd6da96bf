using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Bulk;

/// <summary>
/// Takes what an organiser's device noted at the door while it was offline; it is worked off by queue, each line once. The same
/// batch again gets the same answer.
/// </summary>
public sealed class SubmitCheckIns(CheckInBatches batches)
{
    [Function(nameof(SubmitCheckIns)), Staff(Role.Organiser)]
    [Takes(typeof(CheckInBatchRequest)), Answers(202, typeof(CheckInBatchSubmittedAnswer)), Refuses("batch-differs")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/check-in-batches")] HttpRequest request, CancellationToken cancellation)
    {
        if (!(await Body.Read(request, CheckInBatchesContract.Contract.CheckInBatchRequest, cancellation)).TryGet(out var body, out var refusal) ||
            !body.Check().TryGet(out var batch, out refusal))
            return Problems.From(refusal);
        return (await batches.Submit(batch.Name, batch.Notes, request.Caller().Person, cancellation)).Match(
            accepted => Answer(batch.Name, accepted), Problems.From);
    }

    internal static IResult Answer(BatchName name, int accepted) => TypedResults.Json(
        new CheckInBatchSubmittedAnswer(name.Batch, accepted),
        CheckInBatchesContract.Contract.CheckInBatchSubmittedAnswer,
        statusCode: StatusCodes.Status202Accepted);
}

/// <param name="DeviceId">What the device calls itself; with <paramref name="BatchId"/> it names what was sent.</param>
public sealed record CheckInBatchRequest(string? DeviceId = null, string? BatchId = null, ImmutableArray<CheckInLine>? CheckIns = null)
{
    private const int MostLines = 200;

    /// <summary>Checks the names and each line, or names every one that is wrong.</summary>
    internal Result<CheckedBatch> Check()
    {
        if (!BatchName.Parse(DeviceId, BatchId).TryGet(out var name, out var refusal))
            return refusal;
        var (fields, sent) = (new Fields(), CheckIns ?? []);
        fields.Require(sent.Length is >= 1 and <= MostLines, "checkIns", "out-of-range", 1, MostLines);
        var notes = ImmutableArray.CreateBuilder<DeviceNote>();
        foreach (var (line, i) in sent.Take(MostLines).Select((line, i) => (line ?? new CheckInLine(), i)))
        {
            var activity = fields.Take($"checkIns[{i}].activityId", ActivityId.Parse(line.ActivityId));
            var person = fields.Take($"checkIns[{i}].personId", PersonId.Parse(line.PersonId));
            var kind = fields.Take($"checkIns[{i}].kind", Kebab.Parse<CheckInKind>(line.Kind));
            var at = fields.TakeInstant($"checkIns[{i}].at", line.At);
            notes.Add(new DeviceNote(activity, person, kind, at ?? default));
        }

        return fields.Refusal is { } wrong ? wrong : new CheckedBatch(name, notes.ToImmutable());
    }
}

internal sealed record CheckedBatch(BatchName Name, ImmutableArray<DeviceNote> Notes);

/// <param name="Kind"><c>in</c> or <c>out</c>.</param>
/// <param name="At">By the device's clock.</param>
public sealed record CheckInLine(
    string? ActivityId = null, string? PersonId = null, [OneOf<CheckInKind>] string? Kind = null, [Written("date-time")] string? At = null);

public sealed record CheckInBatchSubmittedAnswer(string BatchId, int Accepted);
