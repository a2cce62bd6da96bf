using System.Text;
using MiniExcelLibs;
using Outreach.Domain;
using Outreach.Functions.Http.Sheets;
using Outreach.Functions.People.Bulk;

namespace Outreach.Functions.Tests;

/// <summary>What stands in the cells of files, as spreadsheet programs and people write it.</summary>
public sealed class SheetTests
{
    [Theory]
    [InlineData(19900305d, "1990-03-05")]
    [InlineData(20000229d, "2000-02-29")]
    [InlineData(32937d, "1990-03-05")]
    [InlineData("19900305", "1990-03-05")]
    [InlineData("1990年3月5日", "1990-03-05")]
    [InlineData(19900230d, "19900230")]
    [InlineData(199003050d, "199003050")]
    public void Reads_a_birth_date_of_a_workbook_as_people_type_it(object typed, string read) =>
        Assert.Equal(read, OneOf("birthDate", Sheet.Read(WorkbookOf(["姓名", "出生日期"], ["张三", typed]))));

    [Theory]
    [InlineData("19900305")]
    [InlineData("1990/3/5")]
    [InlineData("1990-03-05\t")]
    [InlineData("\u30001990-03-05\u00A0")]
    public void Reads_a_birth_date_of_a_csv_as_people_type_it(string typed) =>
        Assert.Equal("1990-03-05", OneOf("birthDate", Sheet.Read(Encoding.UTF8.GetBytes($"姓名,出生日期\r\n张三,{typed}\r\n"))));

    /// <summary>What the one row below the headings says.</summary>
    private static string? OneOf(string column, Result<IReadOnlyList<SheetRow>> sheet) =>
        Assert.Single(SheetTable.Of(sheet.Must(), VolunteerSheet.Columns).Must().Rows)[column];

    private static byte[] WorkbookOf(params object?[][] rows)
    {
        using var bytes = new MemoryStream();
        bytes.SaveAs(rows.Select(row => row.Select((cell, i) => (Key: $"c{i}", cell)).ToDictionary(x => x.Key, x => x.cell)), printHeader: false);
        return bytes.ToArray();
    }
}
