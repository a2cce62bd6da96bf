using Azure;
using Azure.Data.Tables;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Security.Rotation;

/// <summary>A partition that holds values sealed with some key, as it was noted.</summary>
/// <param name="Key">The name of the key.</param>
/// <param name="Kind">Which store's it is, see <see cref="ISealedStore.Kind"/>.</param>
/// <param name="NotedAt">When somebody last meant to seal a value there.</param>
public sealed record SealedPlace(string Key, string Kind, string Partition, DateTimeOffset NotedAt, ETag ETag);

/// <summary>
/// Which partitions hold values sealed with which key (docs/adr/0017). A place is noted before the value is written, so no sealed
/// value stands where no note tells of it; a note whose value was never written is taken away when its key is rotated out.
/// </summary>
public sealed class SealedPlaces(Tables tables, KeyRing keys, TimeProvider clock)
{
    /// <summary>
    /// How long after its note a place may still get values under the note's key: longer than any call lives, and than a host
    /// remembers that it noted the place.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(20);

    /// <summary>So long the place that was noted last is not noted again: answers of a day go to one place.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    private readonly TableClient _table = tables.Work;
    private Noted? _last;
    private bool _nameIsNoted;

    /// <summary>Notes that a value sealed with the current key is about to be written into a partition.</summary>
    public async Task Note(string kind, string partition, CancellationToken cancellation)
    {
        var (note, now) = (Keys.Work.Sealed(keys.Current, kind, partition), clock.GetUtcNow());
        if (_last is { } last && last.Note == note && now - last.At < Remembered)
            return;
        if (!_nameIsNoted)
        {
            var name = Keys.Work.SealingKey(keys.Current);
            await _table.Put(new TableEntity(name.Partition, name.Row), cancellation);
            _nameIsNoted = true;
        }

        await _table.Put(new TableEntity(note.Partition, note.Row) { ["Kind"] = kind, ["Partition"] = partition, ["At"] = now }, cancellation);
        _last = new Noted(note, now);
    }

    /// <summary>The places of a key. Each may hold no value of it any more.</summary>
    public IAsyncEnumerable<SealedPlace> Of(string key, CancellationToken cancellation) => _table
        .Partition(Keys.Work.SealedPartition(key), cancellation)
        .Select(row => new SealedPlace(
            key, row.GetString("Kind"), row.GetString("Partition"), row.GetDateTimeOffset("At")!.Value, row.ETag));

    /// <summary>Takes a note away, unless somebody noted the place again since it was read.</summary>
    public Task Forget(SealedPlace place, CancellationToken cancellation) =>
        _table.TryDelete(Keys.Work.Sealed(place.Key, place.Kind, place.Partition), place.ETag, cancellation);

    /// <summary>Takes the notes of a partition away, whatever the key: it is gone, and nobody writes there any more.</summary>
    public async Task Forget(string kind, string partition, CancellationToken cancellation)
    {
        foreach (var key in keys.Names)
            await _table.TryDelete(Keys.Work.Sealed(key, kind, partition), ETag.All, cancellation);
    }

    /// <summary>The names of all keys: those of the ring, and those that ever sealed anything.</summary>
    public async Task<IReadOnlyList<string>> KeyNames(CancellationToken cancellation)
    {
        var noted = await _table.Partition(Keys.Work.SealingKeys, cancellation).Select(row => row.RowKey).ToListAsync(cancellation);
        return [.. keys.Names.Union(noted).Order(StringComparer.Ordinal)];
    }

    /// <summary>The names of keys that values may still be sealed with and that the ring does not hold: nobody can read those values.</summary>
    public async Task<IReadOnlyList<string>> LostKeys(CancellationToken cancellation)
    {
        var lost = new List<string>();
        foreach (var name in (await KeyNames(cancellation)).Where(name => keys.Find(name) is null))
        {
            if (await Of(name, cancellation).AnyAsync(cancellation))
                lost.Add(name);
        }

        return lost;
    }

    /// <summary>One object, so that calls side by side see all of it or nothing.</summary>
    private sealed record Noted(RowKey Note, DateTimeOffset At);
}
