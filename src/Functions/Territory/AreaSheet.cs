using Outreach.Domain;
using Outreach.Domain.Territory;
using Outreach.Functions.Http.Sheets;

namespace Outreach.Functions.Territory;

/// <summary>Reads areas from a sheet: the same columns as the contract's CSV, under Chinese headings too.</summary>
internal static class AreaSheet
{
    public static readonly IReadOnlyList<SheetColumn> Columns =
    [
        new("code", CellForm.Digits, "区划代码", "代码", "code"),
        new("name", CellForm.Text, "名称", "区域名称", "name"),
        new("level", CellForm.Text, "级别", "level"),
        new("parent", CellForm.Digits, "上级代码", "parent"),
    ];

    /// <summary>The rows, and what is wrong with cells by themselves; or why the file is no such table.</summary>
    public static Result<AreaTable> Read(byte[] file)
    {
        if (!Sheet.Read(file).TryGet(out var sheet, out var refusal) ||
            !SheetTable.Of(sheet, Columns, "code", "name", "level").TryGet(out var table, out refusal))
            return refusal;
        return new AreaTable(
            [.. table.Rows.Select(row => new AreaRow(row.Number, row["code"] ?? "", row["name"] ?? "", LevelOf(row["level"]), row["parent"] ?? ""))],
            [.. table.Errors.Select(error => new ImportError(error.Row, error.Error))]);
    }

    /// <summary>A level as people call it, which reading takes for the same.</summary>
    public static string NameOf(AreaLevel level) => level switch
    {
        AreaLevel.District => "区",
        AreaLevel.Street => "街道",
        _ => "社区",
    };

    private static string LevelOf(string? text) => text switch
    {
        "区" or "县" or "区县" => Kebab.Of(AreaLevel.District),
        "街道" or "乡镇" => Kebab.Of(AreaLevel.Street),
        "社区" or "村" => Kebab.Of(AreaLevel.Community),
        _ => text ?? "",
    };
}
