using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
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

    [Theory]
    [InlineData("1", "1990-03-05")]
    [InlineData("true", "1990-03-05")]
    [InlineData("0", "1986-03-04")]
    public void Reads_dates_of_a_workbook_that_counts_from_1904(string date1904, string read)
    {
        var file = Changed(
            WorkbookOf(["姓名", "出生日期"], ["张三", new DateTime(1986, 3, 4)]), "xl/workbook.xml", xml => With1904(xml, date1904));
        Assert.Equal(read, OneOf("birthDate", Sheet.Read(file)));
        var number = Changed(WorkbookOf(["姓名", "出生日期"], ["张三", 31475d]), "xl/workbook.xml", xml => With1904(xml, date1904));
        Assert.Equal(read, OneOf("birthDate", Sheet.Read(number)));
        var typed = Changed(WorkbookOf(["姓名", "出生日期"], ["张三", 19900305d]), "xl/workbook.xml", xml => With1904(xml, date1904));
        Assert.Equal("1990-03-05", OneOf("birthDate", Sheet.Read(typed)));
    }

    private static string With1904(string xml, string date1904) =>
        Regex.Replace(xml, @"<(\w*:?)workbookPr[^>]*>|(?=<\w*:?sheets>)", "<x:workbookPr date1904=\"" + date1904 + "\" />");

    /// <summary>The workbook with one of its parts changed; without it where the change comes to null.</summary>
    private static byte[] Changed(byte[] workbook, string part, Func<string, string?> change)
    {
        using var bytes = new MemoryStream();
        bytes.Write(workbook);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry(part)!;
            using (var reader = new StreamReader(entry.Open()))
                part = reader.ReadToEnd();
            var name = entry.FullName;
            entry.Delete();
            if (change(part) is { } changed)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(changed);
            }
        }

        return bytes.ToArray();
    }

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
