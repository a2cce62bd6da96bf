using System.IO.Compression;
using System.Text.Json;
using Azure.Data.Tables;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Participation;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Participation;

/// <summary>
/// What each activity adds to the figures: one row an activity, district and month, in the partition of the district's month, and beside
/// them one row an activity that lists where they are. A row holds a contribution to each of some dozens of keys, deflated.
/// </summary>
public sealed class ContributionStore(Tables tables)
{
    private const string Packed = "Contributions";

    private readonly TableClient _table = tables.Contributions;

    /// <summary>Makes an activity's contributions exactly these. Gives every key that it touches or ever touched.</summary>
    public async Task<IReadOnlyCollection<FigureKey>> Replace(
        ActivityId activity, IReadOnlyCollection<Contribution> contributions, CancellationToken cancellation)
    {
        var byPlace = contributions.ToLookup(ContributionPlace.Of);
        var before = await PlacesOf(activity, cancellation);
        var places = before.Union(byPlace.Select(place => place.Key)).ToArray();

        // The list first: a crash before the rows are done leaves a list that names them all.
        if (places.Length != before.Length)
            await PutPlaces(activity, places, cancellation);
        var touched = new List<FigureKey>();
        foreach (var place in places)
            touched.AddRange(await Replace(activity, place, [.. byPlace[place]], cancellation));
        return touched;
    }

    /// <summary>Everything that activities contribute to a district in a month, by the key that it goes to itself, not by what is above.</summary>
    public async Task<ILookup<FigureKey, Contribution>> In(FigureDistrict district, Month month, CancellationToken cancellation)
    {
        var partition = Keys.Participation.ContributionPartition(district, month);
        var rows = await _table.Partition(partition, cancellation).ToListAsync(cancellation);
        return rows.SelectMany(row => Read(month, row)).ToLookup(c => c.Key);
    }

    /// <summary>What one activity contributes to a key itself, as it was last counted; null where that is nothing.</summary>
    internal async Task<Contribution?> Find(ActivityId activity, FigureKey key, CancellationToken cancellation) =>
        await _table.Find(Keys.Participation.Contributions(activity, key.District, key.Month), cancellation) is { } row
            ? Read(key.Month, row).FirstOrDefault(contribution => contribution.Key == key)
            : null;

    private async Task<IEnumerable<FigureKey>> Replace(
        ActivityId activity, ContributionPlace place, IReadOnlyCollection<Contribution> contributions, CancellationToken cancellation)
    {
        var key = Keys.Participation.Contributions(activity, place.District, place.Month);
        var before = await _table.Find(key, cancellation) is { } row ? Open(row) : StoredContributions.None;

        // A key that is no longer touched stays in the row by name, so that it is folded even when this is cut off before anyone asks for it.
        var gone = before.Keys.Except(contributions.Select(StoredKey.Of)).ToArray();
        var after = new StoredContributions([.. contributions.Select(StoredContribution.Of)], gone);
        await _table.Put(new TableEntity(key.Partition, key.Row).WithBytes(Packed, Pack(after)), cancellation);
        return after.Keys.Select(stored => stored.In(place.Month));
    }

    private async Task<ContributionPlace[]> PlacesOf(ActivityId activity, CancellationToken cancellation) =>
        (await _table.Find(Keys.Participation.PlacesOf(activity), cancellation))?.Read(StoredParticipationJson.Default.ContributionPlaceArray) ?? [];

    private Task PutPlaces(ActivityId activity, ContributionPlace[] places, CancellationToken cancellation) => _table.Put(
        Rows.Entity(Keys.Participation.PlacesOf(activity), places, StoredParticipationJson.Default.ContributionPlaceArray), cancellation);

    private static IEnumerable<Contribution> Read(Month month, TableEntity row)
    {
        var activity = ActivityId.Parse(row.RowKey).Must();
        return Open(row).Contributions.Select(stored => stored.Of(activity, month));
    }

    private static byte[] Pack(StoredContributions contributions)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest))
            JsonSerializer.Serialize(deflate, contributions, StoredParticipationJson.Default.StoredContributions);
        return packed.ToArray();
    }

    private static StoredContributions Open(TableEntity row)
    {
        using var inflate = new DeflateStream(new MemoryStream(row.Bytes(Packed)), CompressionMode.Decompress);
        return JsonSerializer.Deserialize(inflate, StoredParticipationJson.Default.StoredContributions)!;
    }
}
