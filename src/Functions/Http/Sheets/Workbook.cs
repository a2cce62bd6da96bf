using System.Data;
using MiniExcelLibs;

namespace Outreach.Functions.Http.Sheets;

/// <summary>A sheet to write. Its headings stand whether or not there are rows.</summary>
/// <param name="Name">At most 31 characters.</param>
/// <param name="Headings">None twice.</param>
/// <param name="Rows">At most as many cells each as there are headings; null for an empty one.</param>
internal sealed record WorkbookSheet(string Name, IReadOnlyList<string> Headings, IEnumerable<object?[]> Rows)
{
    /// <summary>A table and not a list of rows, which names its columns in the rows alone.</summary>
    public DataTable ToTable()
    {
        var table = new DataTable();
        foreach (var heading in Headings)
            table.Columns.Add(heading, typeof(object));
        foreach (var cells in Rows)
            table.Rows.Add(cells);
        return table;
    }
}

/// <summary>Writes workbooks: texts stay texts, so that a code keeps its digits, and numbers are numbers.</summary>
internal static class Workbook
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static byte[] Of(IReadOnlyList<string> headings, IEnumerable<object[]> rows) => Of([new WorkbookSheet("Sheet1", headings, rows)]);

    /// <param name="sheets">In their order; no two of one name.</param>
    public static byte[] Of(IReadOnlyList<WorkbookSheet> sheets)
    {
        using var bytes = new MemoryStream();
        bytes.SaveAs(sheets.ToDictionary(sheet => sheet.Name, object (sheet) => sheet.ToTable()));
        return bytes.ToArray();
    }
}
