using System.Collections.Immutable;

namespace Outreach.Domain.Territory;

/// <summary>An area and its name.</summary>
public sealed record Area(AreaCode Code, string Name);

/// <summary>A district with its streets and communities. Every area's parent is there too.</summary>
public sealed class DistrictTerritory
{
    private readonly ImmutableSortedDictionary<string, Area> _areas;

    private DistrictTerritory(ImmutableSortedDictionary<string, Area> areas) => _areas = areas;

    public AreaCode District => All.First().Code;

    /// <summary>All areas in order of their codes, the district first.</summary>
    public IEnumerable<Area> All => _areas.Values;

    /// <param name="areas">A whole tree of one district, as <see cref="TerritoryImport"/> makes it.</param>
    public static DistrictTerritory Of(IEnumerable<Area> areas) =>
        new(areas.ToImmutableSortedDictionary(area => area.Code.Value, area => area, StringComparer.Ordinal));

    /// <summary>An area; null when the district has none of that code.</summary>
    public Area? Find(AreaCode code) => _areas.GetValueOrDefault(code.Value);

    /// <summary>The areas directly below one, in order of their codes.</summary>
    public IReadOnlyList<Area> Children(AreaCode parent) => [.. All.Where(area => area.Code.Parent == parent)];
}
