using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Data.Tables;
using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Participation.Entries;

/// <summary>How entries of a kind are kept, and what the audit log says of them.</summary>
internal sealed record EntryKind<T>(
    string Name,
    string Prefix,
    Func<PersonId, EntryId, RowKey> KeyOf,
    JsonTypeInfo<StoredEntry<T>> Type,
    Func<T, T, IEnumerable<string>> DiffersIn)
    where T : RecordEntry;

internal static class EntryKinds
{
    public static readonly EntryKind<Training> Training = new(
        "training", Keys.People.TrainingPrefix, Keys.People.Training, EntriesJson.Default.StoredEntryTraining,
        (after, before) => after.DiffersIn(before));

    public static readonly EntryKind<Award> Award = new(
        "award", Keys.People.AwardPrefix, Keys.People.Award, EntriesJson.Default.StoredEntryAward,
        (after, before) => after.DiffersIn(before));
}

/// <summary>An entry as it is kept. Who entered it is in the audit log alone.</summary>
/// <param name="RecordedAt">When it was first entered.</param>
internal sealed record StoredEntry<T>(EntryId Id, T Entry, DateTimeOffset RecordedAt)
    where T : RecordEntry;

/// <summary>An entry as read: the version counts its changes, from 1.</summary>
internal sealed record EntryRow<T>(StoredEntry<T> Stored, long Version, ETag ETag)
    where T : RecordEntry;

/// <summary>Trainings and awards: a row each in the person's own partition.</summary>
public sealed class RecordEntries(Tables tables)
{
    private const string VersionProperty = "Version";

    private readonly TableClient _table = tables.People;

    /// <summary>The entries of a kind that a person has under several ids, in order of their days; the same under two ids stands once.</summary>
    internal async Task<IReadOnlyList<StoredEntry<T>>> Of<T>(IReadOnlyCollection<PersonId> ids, EntryKind<T> kind, CancellationToken cancellation)
        where T : RecordEntry
    {
        var found = new List<StoredEntry<T>>();
        foreach (var id in ids)
            found.AddRange(await _table.Range(id.Value, kind.Prefix, cancellation).Select(row => row.Read(kind.Type)).ToListAsync(cancellation));
        return
        [
            .. found.DistinctBy(stored => stored.Id)
                .OrderBy(stored => stored.Entry.Date).ThenBy(stored => stored.Id.Value, StringComparer.Ordinal),
        ];
    }

    internal async Task<EntryRow<T>?> Find<T>(PersonId person, EntryId id, EntryKind<T> kind, CancellationToken cancellation)
        where T : RecordEntry => await _table.Find(kind.KeyOf(person, id), cancellation) is { } row
            ? new EntryRow<T>(row.Read(kind.Type), row.GetInt64(VersionProperty)!.Value, row.ETag)
            : null;

    /// <summary>Writes an entry that must be new; false when its id is taken.</summary>
    internal Task<bool> TryAdd<T>(PersonId person, StoredEntry<T> entry, EntryKind<T> kind, CancellationToken cancellation)
        where T : RecordEntry => _table.TryInsert(RowOf(person, entry, 1, kind), cancellation);

    /// <summary>Replaces an entry that is still as it was read; false when it changed meanwhile, or is gone.</summary>
    internal Task<bool> TryReplace<T>(PersonId person, EntryRow<T> before, T after, EntryKind<T> kind, CancellationToken cancellation)
        where T : RecordEntry =>
        _table.TryReplace(RowOf(person, before.Stored with { Entry = after }, before.Version + 1, kind), before.ETag, cancellation);

    /// <summary>Deletes an entry that is still as it was read; false when it changed meanwhile, or is gone.</summary>
    internal Task<bool> TryRemove<T>(PersonId person, EntryRow<T> row, EntryKind<T> kind, CancellationToken cancellation)
        where T : RecordEntry => _table.TryDelete(kind.KeyOf(person, row.Stored.Id), row.ETag, cancellation);

    private static TableEntity RowOf<T>(PersonId person, StoredEntry<T> entry, long version, EntryKind<T> kind)
        where T : RecordEntry
    {
        var row = Rows.Entity(kind.KeyOf(person, entry.Id), entry, kind.Type);
        row[VersionProperty] = version;
        return row;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true, Converters = [typeof(EntryIdConverter)])]
[JsonSerializable(typeof(StoredEntry<Training>))]
[JsonSerializable(typeof(StoredEntry<Award>))]
internal sealed partial class EntriesJson : JsonSerializerContext;
