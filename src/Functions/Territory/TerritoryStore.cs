using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using Outreach.Domain.Territory;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Territory;

/// <summary>
/// The territories, one row a district (docs/adr/0003): the whole tree changes at once or not at all, and is read with one call.
/// A host keeps what it read for a few seconds, since areas change a few times a year.
/// </summary>
public sealed class TerritoryStore(Tables tables, TimeProvider clock)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    private readonly TableClient _table = tables.Territory;
    private readonly ConcurrentDictionary<AreaCode, (DistrictTerritory Territory, DateTimeOffset ReadAt)> _kept = new();

    /// <summary>An area by its code; null when there is none.</summary>
    public async Task<Area?> Find(AreaCode code, CancellationToken cancellation) =>
        (await Of(code, cancellation))?.Find(code);

    /// <summary>The districts that there are: one row each, so that reading them all is cheap.</summary>
    public async Task<IReadOnlyList<AreaCode>> Districts(CancellationToken cancellation) => await _table
        .QueryAsync<TableEntity>(select: ["PartitionKey"], cancellationToken: cancellation)
        .Select(row => AreaCode.Parse(row.PartitionKey).Must())
        .ToListAsync(cancellation);

    /// <summary>Which of these codes, as they were sent, are areas that exist.</summary>
    public async Task<IReadOnlySet<AreaCode>> KnownAmong(IEnumerable<string?> codes, CancellationToken cancellation)
    {
        var known = new HashSet<AreaCode>();
        foreach (var text in codes)
        {
            if (AreaCode.Parse(text).TryGet(out var code, out _) && await Find(code, cancellation) is not null)
                known.Add(code);
        }

        return known;
    }

    /// <summary>The territory of the district that a code belongs to; null when it was never imported.</summary>
    public async Task<DistrictTerritory?> Of(AreaCode code, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (_kept.TryGetValue(code.District, out var kept) && now - kept.ReadAt < KeptFor)
            return kept.Territory;
        // Only of districts that there are anything is kept: anybody may ask for any of a million codes.
        if ((await Read(code, cancellation)).Territory is not { } territory)
            return null;
        _kept[code.District] = (territory, now);
        return territory;
    }

    /// <summary>The territory as it stands in the store, with the ETag that <see cref="TrySave"/> takes; null and none for a new district.</summary>
    public async Task<(DistrictTerritory? Territory, ETag? ETag)> Read(AreaCode code, CancellationToken cancellation)
    {
        if (await _table.Find(Keys.Territory.Of(code), cancellation) is not { } row)
            return (null, null);
        var areas = JsonSerializer.Deserialize(row.Bytes(AreasProperty), TerritoryJson.Default.StoredAreaArray)!;
        return (DistrictTerritory.Of(areas.Select(area => new Area(area.Code, area.Name))), row.ETag);
    }

    /// <summary>Replaces a territory that is still as it was read; false when somebody else changed it meanwhile.</summary>
    public async Task<bool> TrySave(DistrictTerritory territory, ETag? etag, CancellationToken cancellation)
    {
        var key = Keys.Territory.Of(territory.District);
        var areas = territory.All.Select(area => new StoredArea(area.Code, area.Name)).ToArray();
        var row = new TableEntity(key.Partition, key.Row)
            .WithBytes(AreasProperty, JsonSerializer.SerializeToUtf8Bytes(areas, TerritoryJson.Default.StoredAreaArray));
        var saved = etag is { } seen ? await _table.TryReplace(row, seen, cancellation) : await _table.TryInsert(row, cancellation);
        _kept.TryRemove(territory.District, out _);
        return saved;
    }

    private const string AreasProperty = "Areas";
}

/// <summary>An area within its district's row.</summary>
internal sealed record StoredArea(AreaCode Code, string Name);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(AreaCodeConverter)])]
[JsonSerializable(typeof(StoredArea[]))]
internal sealed partial class TerritoryJson : JsonSerializerContext;
