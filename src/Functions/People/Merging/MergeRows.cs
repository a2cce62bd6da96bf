using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using Outreach.Domain.People;
using Outreach.Functions.Security;
using Outreach.Functions.Security.Rotation;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People.Merging;

/// <summary>How far a merge has come.</summary>
internal enum MergeStatus
{
    /// <summary>It is wanted; whether it holds, the row of the alias says.</summary>
    Begun,

    /// <summary>Who remains has the chosen values.</summary>
    Standing,

    /// <summary>Who remained has their own values again.</summary>
    Undone,
}

/// <summary>A merge as it is kept beside who remains.</summary>
/// <param name="Taken">The fields that were chosen of the duplicate.</param>
/// <param name="Before">Who remains, as they were when the merge changed them; null once it is undone.</param>
/// <param name="After">Who remains, as the merge left them; null once it is undone.</param>
internal sealed record StoredMerge(
    MergeId Id, PersonId Duplicate, ImmutableArray<string> Taken, MergeStatus Status, DateTimeOffset At, StoredPerson? Before, StoredPerson? After);

/// <summary>A merge as read.</summary>
internal sealed record MergeRow(StoredMerge Merge, ETag ETag);

/// <summary>Merges, each a row in the partition of who remains, which changes with their own row or not at all.</summary>
public sealed class MergeRows(Tables tables, PeopleStore people, Sealer sealer, SealedPlaces sealedPlaces) : ISealedStore
{
    private readonly TableClient _table = tables.People;

    public string Kind => "merges";

    internal async Task<MergeRow?> Find(MergeId id, CancellationToken cancellation) =>
        await _table.Find(Keys.People.Merge(id), cancellation) is { } row ? new MergeRow(Read(row), row.ETag) : null;

    internal async Task Put(StoredMerge merge, CancellationToken cancellation)
    {
        await sealedPlaces.Note(Kind, merge.Id.Survivor.Value, cancellation);
        await _table.Put(RowOf(merge), cancellation);
    }

    internal async Task Delete(MergeId id, CancellationToken cancellation)
    {
        var key = Keys.People.Merge(id);
        await _table.DeleteEntityAsync(key.Partition, key.Row, cancellationToken: cancellation);
    }

    /// <summary>Writes a merge and what it makes of who remains, if both are still as they were read; false when one of them is not.</summary>
    internal async Task<bool> TryWrite(StoredMerge after, MergeRow before, Person person, PersonRow row, CancellationToken cancellation)
    {
        await sealedPlaces.Note(people.Kind, person.Id.Value, cancellation);
        await sealedPlaces.Note(Kind, person.Id.Value, cancellation);
        try
        {
            await new Transaction(_table)
                .Replace(people.RowOf(person, row.Version + 1), row.ETag)
                .Replace(RowOf(after), before.ETag)
                .Commit(cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return false;
        }
    }

    /// <summary>As whom else a person would be known if the merges into them were undone: numbers of theirs that wait for it.</summary>
    internal async Task<IReadOnlyList<Person>> Former(PersonId survivor, CancellationToken cancellation) => await _table
        .Range(survivor.Value, Keys.People.MergePrefix, cancellation).Select(row => Read(row).Before).Where(before => before is not null)
        .Select(before => people.Open(before!)).ToListAsync(cancellation);

    public async Task Reseal(string partition, CancellationToken cancellation)
    {
        await foreach (var found in _table.Range(partition, Keys.People.MergePrefix, cancellation))
        {
            var key = Keys.People.Merge(Read(found).Id);
            for (var row = found; row is not null; row = await _table.Find(key, cancellation))
            {
                var merge = Read(row);
                if (IsCurrent(merge.Before) && IsCurrent(merge.After))
                    break;
                await sealedPlaces.Note(Kind, partition, cancellation);
                var anew = merge with { Before = Reseal(merge.Before), After = Reseal(merge.After) };
                if (await _table.TryReplace(RowOf(anew), row.ETag, cancellation))
                    break;
            }
        }
    }

    private bool IsCurrent(StoredPerson? image) => image is null || sealer.IsCurrent(image.Sealed);

    private StoredPerson? Reseal(StoredPerson? image) => image is null ? null : image with { Sealed = sealer.Reseal(image.Sealed, image.Id.Value) };

    private static TableEntity RowOf(StoredMerge merge) => Rows.Entity(Keys.People.Merge(merge.Id), merge, MergeJson.Default.StoredMerge);

    private static StoredMerge Read(TableEntity row) => row.Read(MergeJson.Default.StoredMerge);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    Converters =
    [
        typeof(AreaCodeConverter), typeof(CategoryConverter), typeof(PersonIdConverter), typeof(PersonNameConverter), typeof(PhoneNumberConverter),
        typeof(ResidentIdConverter), typeof(UnitCodeConverter), typeof(VolunteerNumberConverter), typeof(MergeIdConverter),
        typeof(KebabConverter<ConsentScope>), typeof(KebabConverter<MergeStatus>), typeof(KebabConverter<Sex>),
    ])]
[JsonSerializable(typeof(StoredMerge))]
internal sealed partial class MergeJson : JsonSerializerContext;
