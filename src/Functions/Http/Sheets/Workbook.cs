using MiniExcelLibs;

namespace Outreach.Functions.Http.Sheets;

/// <summary>Writes workbooks: texts stay texts, so that a code keeps its digits, and numbers are numbers.</summary>
internal static class Workbook
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static byte[] Of(IReadOnlyList<string> headings, IEnumerable<object[]> rows)
    {
        using var bytes = new MemoryStream();
        bytes.SaveAs(rows.Select(cells => headings.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second)));
        return bytes.ToArray();
    }
}
