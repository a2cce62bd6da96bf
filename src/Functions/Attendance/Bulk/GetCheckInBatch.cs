using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Bulk;

/// <summary>What became of a batch, line by line, for who sent it.</summary>
public sealed class GetCheckInBatch(CheckInOutcomes outcomes)
{
    [Function(nameof(GetCheckInBatch)), Staff(Role.Organiser)]
    [Answers(200, typeof(CheckInBatchAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/check-in-batches/{deviceId}/{batchId}")] HttpRequest request,
        string deviceId,
        string batchId,
        CancellationToken cancellation)
    {
        if (!BatchName.Parse(deviceId, batchId).TryGet(out var name, out var refusal))
            return Problems.From(refusal);
        return await outcomes.Find(name, request.Caller().Person, cancellation) is { } answer
            ? Answers.Ok(answer, CheckInBatchesContract.Contract.CheckInBatchAnswer)
            : Problems.From(Refusal.NotFound());
    }
}

/// <param name="Done">Whether the lines have been taken.</param>
public sealed record CheckInBatchAnswer(string DeviceId, string BatchId, int Accepted, bool Done, IReadOnlyList<CheckInLineAnswer> Results);

/// <param name="Outcome"><c>pending</c>, <c>recorded</c>, <c>already-recorded</c>, <c>waiting-for-check-in</c> or <c>refused</c>.</param>
/// <param name="Reason">Why it was refused: the code of the rule.</param>
public sealed record CheckInLineAnswer(
    string ActivityId, string PersonId, [OneOf<CheckInKind>] string Kind, DateTimeOffset At, string Outcome, string? Reason)
{
    internal static CheckInLineAnswer Of(DeviceNote note, NoteOutcome? outcome) => new(
        note.Activity.Value, note.Person.Value, Kebab.Of(note.Kind), note.At,
        outcome switch { null => "pending", { Outcome: { } known } => Kebab.Of(known), _ => "refused" }, outcome?.Reason);
}

[JsonSerializable(typeof(CheckInBatchRequest))]
[JsonSerializable(typeof(CheckInBatchSubmittedAnswer))]
[JsonSerializable(typeof(CheckInBatchAnswer))]
internal sealed partial class CheckInBatchesContract : JsonSerializerContext
{
    public static readonly CheckInBatchesContract Contract = new(ContractJson.Options);
}
