using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Attendance.Bulk;

/// <summary>One line of a batch: that a device saw a person come or leave.</summary>
internal sealed record DeviceNote(ActivityId Activity, PersonId Person, CheckInKind Kind, DateTimeOffset At);

/// <summary>What a device noted while it was offline. Two hundred lines make a message of some 25 KiB.</summary>
internal sealed record CheckInsSubmitted(
    int Schema, DateTimeOffset OccurredAt, PersonId By, string DeviceId, string BatchId, ImmutableArray<DeviceNote> Notes);

/// <summary>What became of a line.</summary>
/// <param name="Outcome">Null where it was refused.</param>
/// <param name="Reason">Why it was refused: the code of the rule.</param>
internal sealed record NoteOutcome(OfflineOutcome? Outcome, string? Reason);

/// <summary>A batch as it is kept.</summary>
/// <param name="Outcomes">In the order of its lines; null until they are taken.</param>
internal sealed record KeptBatch(CheckInsSubmitted Batch, NoteOutcome[]? Outcomes);

/// <summary>
/// Batches of what devices noted: sent as messages, taken line by line. A batch is known by who sent it and by the names its device gave.
/// </summary>
public sealed class CheckInBatches(Tables tables, Queues queues, TimeProvider clock)
{
    private const int Schema = 1;
    private const string Digest = "Digest";
    private const string Sent = "Sent";

    private readonly TableClient _table = tables.CheckInBatches;

    /// <summary>
    /// Sends a batch, once. The batch is kept first; should a crash come in between, the device's next attempt sends it. Refused
    /// where the same device sent something else under the same id.
    /// </summary>
    internal async Task<Result<int>> Submit(BatchName name, ImmutableArray<DeviceNote> notes, PersonId by, CancellationToken cancellation)
    {
        var key = Keys.CheckInBatches.Batch(by, name);
        var batch = new CheckInsSubmitted(Schema, clock.GetUtcNow(), by, name.Device, name.Batch, notes);
        var digest = Convert.ToHexStringLower(SHA256.HashData(
            JsonSerializer.SerializeToUtf8Bytes(notes, CheckInBatchesJson.Default.ImmutableArrayDeviceNote)));
        var row = Rows.Entity(key, batch, CheckInBatchesJson.Default.CheckInsSubmitted);
        row[Digest] = digest;
        if (!await _table.TryInsert(row, cancellation))
        {
            row = (await _table.Find(key, cancellation))!;
            if (row.GetString(Digest) != digest)
                return Refusal.Conflict("batch-differs");
            batch = row.Read(CheckInBatchesJson.Default.CheckInsSubmitted);
        }

        if (row.GetBoolean(Sent) is null)
        {
            await queues.Send(Queues.CheckInBatches, batch, CheckInBatchesJson.Default.CheckInsSubmitted, cancellation);
            row[Sent] = true;
            await _table.Put(row, cancellation);
        }

        return notes.Length;
    }

    internal static CheckInsSubmitted Open(string message) => JsonSerializer.Deserialize(message, CheckInBatchesJson.Default.CheckInsSubmitted)!;

    /// <summary>Keeps what became of a batch; nothing where the batch is gone with who sent it.</summary>
    internal async Task Keep(CheckInsSubmitted batch, NoteOutcome[] outcomes, CancellationToken cancellation)
    {
        var name = NameOf(batch);
        if (await _table.Find(Keys.CheckInBatches.Batch(batch.By, name), cancellation) is not null)
            await _table.Put(
                Rows.Entity(Keys.CheckInBatches.Outcomes(batch.By, name), outcomes, CheckInBatchesJson.Default.NoteOutcomeArray), cancellation);
    }

    /// <summary>A batch that somebody sent; null when they sent none of that name.</summary>
    internal async Task<KeptBatch?> Find(BatchName name, PersonId by, CancellationToken cancellation) =>
        (await _table.Find(Keys.CheckInBatches.Batch(by, name), cancellation))?.Read(CheckInBatchesJson.Default.CheckInsSubmitted) is { } batch
            ? new KeptBatch(
                batch, (await _table.Find(Keys.CheckInBatches.Outcomes(by, name), cancellation))?.Read(CheckInBatchesJson.Default.NoteOutcomeArray))
            : null;

    /// <summary>
    /// Forgets a person: what they sent is deleted, and in what others sent another id takes the place of theirs. Reads all batches
    /// from end to end, as an erasure does with activities.
    /// </summary>
    internal async Task Forget(PersonId person, PersonId standIn, CancellationToken cancellation)
    {
        await foreach (var row in _table.QueryAsync<TableEntity>(cancellationToken: cancellation))
        {
            if (row.PartitionKey.StartsWith(person.Value, StringComparison.Ordinal))
                await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellation);
            else
                await _table.Rename(row, person, standIn, cancellation);
        }
    }

    private static BatchName NameOf(CheckInsSubmitted batch) => BatchName.Parse(batch.DeviceId, batch.BatchId).Must();
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(ActivityIdConverter), typeof(PersonIdConverter), typeof(KebabConverter<CheckInKind>), typeof(KebabConverter<OfflineOutcome>),
    ])]
[JsonSerializable(typeof(CheckInsSubmitted))]
[JsonSerializable(typeof(ImmutableArray<DeviceNote>))]
[JsonSerializable(typeof(NoteOutcome[]))]
internal sealed partial class CheckInBatchesJson : JsonSerializerContext;
