using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;
using Outreach.Domain;

namespace Outreach.Functions.Http.Sheets;

/// <summary>A row as its program wrote it.</summary>
/// <param name="Number">From 1, as the program shows it.</param>
/// <param name="Cells">Texts, numbers and dates; null for an empty one.</param>
internal sealed record SheetRow(int Number, IReadOnlyList<object?> Cells)
{
    public bool IsBlank => Cells.All(cell => cell is null or "");
}

/// <summary>
/// Reads what spreadsheet programs write: XLSX, and CSV in UTF-8 or, as Excel for China writes it, in GB18030. Of a workbook the first sheet counts;
/// what stands in a merged cell stands in each of the cells that it covers.
/// </summary>
internal static class Sheet
{
    private static readonly Encoding Gb18030 =
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <summary>All rows, blank ones among them. Refused where the file is none of these.</summary>
    public static Result<IReadOnlyList<SheetRow>> Read(byte[] file)
    {
        if (file is [(byte)'P', (byte)'K', ..])
            return ReadWorkbook(file);
        return (Decode(file, Utf8) ?? Decode(file, Gb18030)) is { } text && !text.Contains('\0', StringComparison.Ordinal)
            ? ReadCsv(text)
            : Refusal.Invalid("no-sheet", "file");
    }

    private static Result<IReadOnlyList<SheetRow>> ReadWorkbook(byte[] file)
    {
        try
        {
            using var stream = new MemoryStream(file);
            var rows = new List<SheetRow>();
            foreach (IDictionary<string, object?> row in stream.Query(configuration: new OpenXmlConfiguration { FillMergedCells = true }))
                rows.Add(new SheetRow(rows.Count + 1, [.. row.Values.Select(cell => cell is string text ? text.Trim() : cell)]));
            return rows;
        }
        catch (Exception e) when (e is InvalidDataException or System.Xml.XmlException or NotSupportedException or KeyNotFoundException)
        {
            return Refusal.Invalid("no-sheet", "file"); // A ZIP file that is no workbook, or a broken one.
        }
    }

    private static Result<IReadOnlyList<SheetRow>> ReadCsv(string text)
    {
        var form = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            HasHeaderRecord = false,
            IgnoreBlankLines = false,
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";", "\t"],
            TrimOptions = TrimOptions.Trim,
            BadDataFound = null,
        };
        using var csv = new CsvReader(new StringReader(text.TrimStart('\uFEFF')), form);
        var rows = new List<SheetRow>();
        while (csv.Read())
            rows.Add(new SheetRow(csv.Parser.Row, [.. csv.Parser.Record!.Select(cell => cell.Trim())]));
        return rows;
    }

    private static string? Decode(byte[] file, Encoding encoding)
    {
        try
        {
            return encoding.GetString(file);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
