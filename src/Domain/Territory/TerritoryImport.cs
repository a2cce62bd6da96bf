using System.Collections.Immutable;

namespace Outreach.Domain.Territory;

/// <summary>A row of an import file as it was read.</summary>
/// <param name="Line">The line of the file, from 1.</param>
public sealed record AreaRow(int Line, string Code, string Name, string Level, string Parent);

/// <summary>What is wrong in a row, by line; the column is the error's field.</summary>
public sealed record ImportError(int Line, FieldError Error)
{
    public ImportError(int line, string column, string rule)
        : this(line, new FieldError(column, rule, []))
    {
    }
}

/// <summary>A territory as an import leaves it, and which areas of the file were new, changed, or as they had been.</summary>
public sealed record TerritoryChange(
    DistrictTerritory Territory, ImmutableHashSet<AreaCode> AreasAdded, ImmutableHashSet<AreaCode> AreasChanged, int Unchanged)
{
    public int Added => AreasAdded.Count;

    public int Changed => AreasChanged.Count;

    /// <summary>Whether a row of the file is about an area that is new or changes.</summary>
    public bool Writes(AreaRow row) =>
        AreaCode.Parse(row.Code).TryGet(out var code, out _) && (AreasAdded.Contains(code) || AreasChanged.Contains(code));
}

/// <summary>Either a change or the errors that stand in its way; never both.</summary>
public sealed record ImportPlan(TerritoryChange? Change, IReadOnlyList<ImportError> Errors);

/// <summary>Plans an import of areas: all rows or none. Areas that the file does not name stay as they are.</summary>
public static class TerritoryImport
{
    private const int LongestName = 60;

    /// <param name="current">The district as it stands; null for a new one.</param>
    public static ImportPlan Plan(DistrictTerritory? current, IReadOnlyList<AreaRow> rows)
    {
        if (rows.Count == 0)
            return Refused([new ImportError(1, "code", "no-rows")]);

        var errors = new List<ImportError>();
        var areas = new Dictionary<AreaCode, Area>();
        foreach (var row in rows)
        {
            if (Check(row, errors) is { } area && !areas.TryAdd(area.Code, area))
                errors.Add(new ImportError(row.Line, "code", "duplicate"));
        }

        CheckTree(current, rows, areas, errors);
        return errors.Count > 0 ? Refused(errors) : new ImportPlan(Merge(current, areas.Values), []);
    }

    private static ImportPlan Refused(List<ImportError> errors) => new(null, [.. errors.OrderBy(error => error.Line)]);

    /// <summary>A row by itself: its code, and that level and parent are what the code says.</summary>
    private static Area? Check(AreaRow row, List<ImportError> errors)
    {
        var before = errors.Count;
        if (!Text.Parse(row.Name, LongestName).TryGet(out var name, out var refusal))
            errors.AddRange(refusal.For("name").Errors.Select(error => new ImportError(row.Line, error)));
        if (!AreaCode.Parse(row.Code).TryGet(out var code, out refusal))
        {
            errors.AddRange(refusal.For("code").Errors.Select(error => new ImportError(row.Line, error)));
            return null;
        }

        if (row.Level != Kebab.Of(code.Level))
            errors.Add(new ImportError(row.Line, "level", "level-differs-from-code"));
        if (row.Parent != (code.Parent?.Value ?? ""))
            errors.Add(new ImportError(row.Line, "parent", "parent-differs-from-code"));
        return errors.Count == before ? new Area(code, name!) : null;
    }

    /// <summary>The rows together: one district, and every parent in the file or there already.</summary>
    private static void CheckTree(
        DistrictTerritory? current, IReadOnlyList<AreaRow> rows, Dictionary<AreaCode, Area> areas, List<ImportError> errors)
    {
        var district = areas.Keys.FirstOrDefault()?.District;
        foreach (var row in rows)
        {
            if (!AreaCode.Parse(row.Code).TryGet(out var code, out _) || !areas.ContainsKey(code))
                continue;
            if (code.District != district)
                errors.Add(new ImportError(row.Line, "code", "other-district"));
            else if (code.Parent is { } parent && !areas.ContainsKey(parent) && current?.Find(parent) is null)
                errors.Add(new ImportError(row.Line, "parent", "unknown-parent"));
        }
    }

    private static TerritoryChange Merge(DistrictTerritory? current, IReadOnlyCollection<Area> areas)
    {
        var added = areas.Select(area => area.Code).Where(code => current?.Find(code) is null).ToImmutableHashSet();
        var changed = areas.Where(area => current?.Find(area.Code) is { } before && before != area).Select(area => area.Code).ToImmutableHashSet();
        var named = areas.Select(area => area.Code).ToHashSet();
        var kept = current?.All.Where(area => !named.Contains(area.Code)) ?? [];
        return new TerritoryChange(
            DistrictTerritory.Of(kept.Concat(areas)), added, changed, areas.Count - added.Count - changed.Count);
    }
}
