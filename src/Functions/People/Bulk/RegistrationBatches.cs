using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Http;
using Outreach.Functions.Security;
using Outreach.Functions.Security.Rotation;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People.Bulk;

/// <summary>Some registrations of a batch. The people in it are sealed: a queue is read by more eyes than a table.</summary>
/// <param name="First">The index of the first of them within the batch.</param>
internal sealed record RegistrationsSubmitted(int Schema, DateTimeOffset OccurredAt, string Batch, int First, string Sealed);

/// <summary>Who sent a batch, for which district, and how many registrations it has.</summary>
/// <param name="Rows">In which row of a sheet each of them stood, as its program numbers them; null where they came without one.</param>
internal sealed record BatchHeader(AreaCode District, PersonId By, int Total, DateTimeOffset At, IReadOnlyList<int>? Rows = null);

/// <summary>A registration that was refused, with the reasons and, sealed, what was sent.</summary>
internal sealed record RefusedRegistration(string Code, IReadOnlyList<RefusedField> Errors, string Sealed);

internal sealed record RefusedField(string Field, string Rule, IReadOnlyList<string> Arguments)
{
    public FieldError AsError() => new(Field, Rule, [.. Arguments]);
}

/// <summary>Batches of registrations: sent as messages, taken one by one, the bad ones kept with their reasons.</summary>
public sealed partial class RegistrationBatches(
    Tables tables, Queues queues, Sealer sealer, SealedPlaces sealedPlaces, IdentityIndex identities, TimeProvider clock) : ISealedStore
{
    private const int Schema = 1;

    /// <summary>With at most this many a message stays well below the queue's limit even when every field is full.</summary>
    private const int InOneMessage = 20;

    private readonly TableClient _table = tables.Registrations;

    /// <summary>Sends a batch under an id. The header is written first, so that whoever asks finds it at once.</summary>
    /// <param name="rows">In which row of a sheet each of them stood; null where they came without one.</param>
    public async Task Submit(
        string batch, IReadOnlyList<RegistrationDraft> drafts, AreaCode district, PersonId by, CancellationToken cancellation,
        IReadOnlyList<int>? rows = null)
    {
        var now = clock.GetUtcNow();
        var header = new BatchHeader(district, by, drafts.Count, now, rows);
        await _table.Put(Rows.Entity(Keys.Registrations.Batch(batch), header, BulkJson.Default.BatchHeader), cancellation);
        foreach (var (part, i) in drafts.Chunk(InOneMessage).Select((part, i) => (part, i)))
        {
            var message = new RegistrationsSubmitted(Schema, now, batch, i * InOneMessage, Seal(part, batch));
            await queues.Send(Queues.Registrations, message, BulkJson.Default.RegistrationsSubmitted, cancellation);
        }
    }

    /// <summary>The registrations of a message: of a batch, or one that another system put into the queue as it is.</summary>
    internal IEnumerable<BatchItem> Open(string message)
    {
        if (Parse(message) is { } submitted)
            return Drafts(sealer.Open(submitted.Sealed, submitted.Batch)).Select((draft, i) => new BatchItem(
                submitted.Batch, (submitted.First + i).ToString("D5", CultureInfo.InvariantCulture), draft, Text(draft)));

        var item = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message)).AsSpan(0, 10));
        var batch = $"queue-{CivilTime.DateOf(clock.GetUtcNow()):yyyy-MM-dd}";
        return [new BatchItem(batch, item, Body.Parse(Encoding.UTF8.GetBytes(message), PeopleJson.Contract.RegistrationDraft), message)];
    }

    /// <summary>Whether an item was registered before: whom it registered may have been erased since, and does not come back.</summary>
    internal async Task<bool> IsRegistered(BatchItem item, CancellationToken cancellation) =>
        await _table.Find(Keys.Registrations.Registered(item.Batch, item.Item), cancellation) is not null;

    /// <summary>
    /// Forgets a person: what was refused and carries one of their numbers is deleted, and elsewhere another id takes the place of
    /// theirs. Reads all batches from end to end, as an erasure does with activities.
    /// </summary>
    /// <param name="numbers">Where the person's numbers stand in the index.</param>
    internal async Task Forget(PersonId person, PersonId standIn, IReadOnlyCollection<RowKey> numbers, CancellationToken cancellation)
    {
        await foreach (var row in _table.QueryAsync<TableEntity>(cancellationToken: cancellation))
        {
            if (row.RowKey.StartsWith(Keys.Registrations.RefusedPrefix, StringComparison.Ordinal) && NumbersIn(row).Any(numbers.Contains))
                await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellation);
            else
                await _table.Rename(row, person, standIn, cancellation);
        }
    }

    /// <summary>
    /// A message without the registrations that carry one of these numbers; null when nothing is left of it. The others keep their
    /// place in the batch, and what was taken out is refused when the message is sent again.
    /// </summary>
    internal string? Without(string message, IReadOnlyCollection<RowKey> numbers)
    {
        if (Parse(message) is not { } submitted || sealer.TryOpen(submitted.Sealed, submitted.Batch) is not { } opened)
            return NumbersIn(message).Any(numbers.Contains) ? null : message;
        var drafts = Drafts(opened);
        RegistrationDraft[] kept = [.. drafts.Select(draft => NumbersIn(Text(draft)).Any(numbers.Contains) ? new RegistrationDraft() : draft)];
        return kept.SequenceEqual(drafts)
            ? message
            : JsonSerializer.Serialize(submitted with { Sealed = Seal(kept, submitted.Batch) }, BulkJson.Default.RegistrationsSubmitted);
    }

    private string Seal(RegistrationDraft[] drafts, string batch) =>
        sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(drafts, BulkJson.Default.RegistrationDraftArray), batch);

    /// <summary>A message as one of a batch; null for one that came without a batch.</summary>
    private static RegistrationsSubmitted? Parse(string message) =>
        Body.Parse(Encoding.UTF8.GetBytes(message), BulkJson.Default.RegistrationsSubmitted).TryGet(out var submitted, out _) &&
        submitted is { Sealed: not null, Batch: not null }
            ? submitted
            : null;

    private static RegistrationDraft[] Drafts(byte[] opened) => JsonSerializer.Deserialize(opened, BulkJson.Default.RegistrationDraftArray)!;

    private IEnumerable<RowKey> NumbersIn(TableEntity row) =>
        sealer.TryOpen(row.Read(BulkJson.Default.RefusedRegistration).Sealed, row.PartitionKey) is { } opened
            ? NumbersIn(Encoding.UTF8.GetString(opened))
            : [];

    /// <summary>Where the numbers that a registration carries would stand in the index, whatever form it was sent in.</summary>
    private IEnumerable<RowKey> NumbersIn(string sent)
    {
        var text = Domain.Text.Compact(Escape().Replace(sent, Unescaped));
        foreach (Match match in Phone().Matches(text))
        {
            if (PhoneNumber.Parse(match.Groups[1].Value).TryGet(out var phone, out _))
                yield return identities.KeyOf(phone);
        }

        foreach (Match match in IdNumber().Matches(text))
        {
            if (ResidentId.Parse(match.Groups[1].Value).TryGet(out var number, out _))
                yield return identities.KeyOf(number);
        }
    }

    private static string Unescaped(Match escape) =>
        escape.Groups[1].Success ? $"{(char)ushort.Parse(escape.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)}" : "";

    /// <summary>What JSON, whole or broken, writes in place of characters beyond ASCII and of white space.</summary>
    [GeneratedRegex(@"\\(?:u([0-9A-Fa-f]{4})|[tnrfb])")]
    private static partial Regex Escape();

    [GeneratedRegex("(?=(1[3-9][0-9]{9}))")]
    private static partial Regex Phone();

    [GeneratedRegex("(?=([1-9][0-9]{16}[0-9Xx]))")]
    private static partial Regex IdNumber();

    internal Task KeepRegistered(BatchItem item, PersonId person, CancellationToken cancellation)
    {
        var key = Keys.Registrations.Registered(item.Batch, item.Item);
        return _table.Put(new TableEntity(key.Partition, key.Row) { ["Person"] = person.Value }, cancellation);
    }

    internal async Task KeepRefused(BatchItem item, Refusal refusal, CancellationToken cancellation)
    {
        var kept = new RefusedRegistration(
            refusal.Code,
            [.. refusal.Errors.Select(e => new RefusedField(e.Field, e.Rule, [.. e.Arguments.Select(a => $"{a}")]))],
            sealer.Seal(Encoding.UTF8.GetBytes(item.Sent), item.Batch));
        await sealedPlaces.Note(Kind, item.Batch, cancellation);
        await _table.Put(
            Rows.Entity(Keys.Registrations.Refused(item.Batch, item.Item), kept, BulkJson.Default.RefusedRegistration), cancellation);
    }

    /// <summary>The header of a batch; null when there is none.</summary>
    internal async Task<BatchHeader?> Header(string batch, CancellationToken cancellation) =>
        (await _table.Find(Keys.Registrations.Batch(batch), cancellation))?.Read(BulkJson.Default.BatchHeader);

    internal IAsyncEnumerable<PersonId> Registered(string batch, CancellationToken cancellation) => _table
        .Range(batch, Keys.Registrations.RegisteredPrefix, cancellation)
        .Select(row => PersonId.Parse(row.GetString("Person")).Must());

    internal async Task<int> CountRegistered(string batch, CancellationToken cancellation) =>
        await Registered(batch, cancellation).CountAsync(cancellation);

    internal async Task<ImmutableArray<(string Item, RefusedRegistration Refused)>> Refused(string batch, CancellationToken cancellation) =>
    [
        .. await _table.Range(batch, Keys.Registrations.RefusedPrefix, cancellation)
            .Select(row => (row.RowKey[Keys.Registrations.RefusedPrefix.Length..], row.Read(BulkJson.Default.RefusedRegistration)))
            .ToListAsync(cancellation),
    ];

    public string Kind => "registrations";

    public async Task Reseal(string partition, CancellationToken cancellation)
    {
        await foreach (var row in _table.Range(partition, Keys.Registrations.RefusedPrefix, cancellation))
        {
            var kept = row.Read(BulkJson.Default.RefusedRegistration);
            if (sealer.IsCurrent(kept.Sealed))
                continue;
            await sealedPlaces.Note(Kind, partition, cancellation);
            var anew = kept with { Sealed = sealer.Reseal(kept.Sealed, partition) };
            await _table.TryReplace(row.With(anew, BulkJson.Default.RefusedRegistration), row.ETag, cancellation);
        }
    }

    private static string Text(RegistrationDraft draft) => JsonSerializer.Serialize(draft, PeopleJson.Contract.RegistrationDraft);
}

/// <summary>One registration of a batch and the text in which it was sent.</summary>
internal sealed record BatchItem(string Batch, string Item, Result<RegistrationDraft> Draft, string Sent)
{
    /// <summary>The id follows from the place in the batch: a message delivered twice registers once.</summary>
    public PersonId Person => PersonId.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes($"registration|{Batch}|{Item}")).AsSpan(0, 10));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(AreaCodeConverter), typeof(PersonIdConverter)])]
[JsonSerializable(typeof(RegistrationsSubmitted))]
[JsonSerializable(typeof(RegistrationDraft[]))]
[JsonSerializable(typeof(BatchHeader))]
[JsonSerializable(typeof(RefusedRegistration))]
internal sealed partial class BulkJson : JsonSerializerContext;
