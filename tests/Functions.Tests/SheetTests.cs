using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using MiniExcelLibs;
using Outreach.Domain;
using Outreach.Functions.Http.Sheets;
using Outreach.Functions.People.Bulk;

namespace Outreach.Functions.Tests;

/// <summary>What stands in the cells of files, as spreadsheet programs and people write it.</summary>
public sealed partial class SheetTests
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

    [Fact]
    public void Refuses_a_broken_workbook_whatever_is_broken_in_it()
    {
        var whole = WorkbookOf(["姓名", "手机号", "出生日期"], ["张三", 13800138000d, new DateTime(1990, 3, 5)], ["李四", "13800138001", null]);
        var refused = 0;
        foreach (var file in Broken(whole, new Random(19)))
        {
            if (Sheet.Read(file).TryGet(out _, out var refusal))
                continue;
            Assert.Equal(("no-sheet", "file"), (refusal.Errors[0].Rule, refusal.Errors[0].Field));
            refused++;
        }

        Assert.True(refused > 100, $"Only {refused} of the files were refused.");
    }

    /// <summary>A workbook without each of its parts, with each cut off somewhere, with characters of each changed, and cut off itself.</summary>
    private static IEnumerable<byte[]> Broken(byte[] whole, Random random)
    {
        for (var i = 0; i < 40; i++)
        {
            yield return whole[..random.Next(4, whole.Length)];
            var damaged = whole.ToArray();
            for (var j = 0; j < 10; j++)
                damaged[random.Next(4, damaged.Length)] = (byte)random.Next(256);
            yield return damaged;
        }

        foreach (var part in PartsOf(whole))
        {
            yield return Changed(whole, part, _ => null);
            for (var i = 0; i < 40; i++)
            {
                yield return Changed(whole, part, xml => xml[..random.Next(xml.Length)]);
                yield return Changed(whole, part, xml => WithOthers(xml, random));
                yield return Changed(whole, part, xml => WithoutOne(xml, random));
            }
        }
    }

    /// <summary>With a digit, a letter of a name or an edge of a tag replaced by another, here and there.</summary>
    private static string WithOthers(string xml, Random random)
    {
        const string others = "0123456789-ABZabz<>/\"= 张";
        var text = xml.ToCharArray();
        for (var i = random.Next(1, 4); i > 0; i--)
            text[random.Next(text.Length)] = others[random.Next(others.Length)];
        return new string(text);
    }

    /// <summary>Without one of its attributes, or with nothing or something odd in it: well-formed still.</summary>
    private static string WithoutOne(string xml, Random random)
    {
        var attributes = Attribute().Matches(xml);
        if (attributes.Count == 0)
            return xml;
        var attribute = attributes[random.Next(attributes.Count)];
        string[] instead = ["", $" {attribute.Groups[1].Value}=\"\"", $" {attribute.Groups[1].Value}=\"-7\"", $" {attribute.Groups[1].Value}=\"x9\""];
        return xml[..attribute.Index] + instead[random.Next(instead.Length)] + xml[(attribute.Index + attribute.Length)..];
    }

    [GeneratedRegex("\\s([\\w:]+)=\"[^\"]*\"")]
    private static partial Regex Attribute();

    private static string With1904(string xml, string date1904) =>
        Regex.Replace(xml, @"<(\w*:?)workbookPr[^>]*>|(?=<\w*:?sheets>)", "<x:workbookPr date1904=\"" + date1904 + "\" />");

    private static List<string> PartsOf(byte[] workbook)
    {
        using var zip = new ZipArchive(new MemoryStream(workbook));
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }

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
