using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using CsvHelper;
using CsvHelper.Configuration;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;
using Outreach.Domain;

namespace Outreach.Functions.Http.Sheets;

/// <summary>A row as its program wrote it.</summary>
/// <param name="Number">From 1, as the program shows it.</param>
/// <param name="Cells">Texts, numbers and dates; null for an empty one.</param>
/// <param name="DaysShort">By how many days a number is short that stands for a day since 1900 and is not marked as a date.</param>
internal sealed record SheetRow(int Number, IReadOnlyList<object?> Cells, int DaysShort = 0)
{
    public bool IsBlank => Cells.All(cell => cell is null or "");
}

/// <summary>
/// Reads what spreadsheet programs write: XLSX, and CSV in UTF-8 or, as Excel for China writes it, in GB18030. Of a workbook the first sheet counts;
/// what stands in a merged cell stands in each of the cells that it covers.
/// </summary>
internal static class Sheet
{
    private const int DaysFrom1900To1904 = 1462;

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
            var (rows, daysShort) = (new List<SheetRow>(), CountsFrom1904(stream) ? DaysFrom1900To1904 : 0);
            foreach (IDictionary<string, object?> row in stream.Query(configuration: new OpenXmlConfiguration { FillMergedCells = true }))
                rows.Add(new SheetRow(rows.Count + 1, [.. row.Values.Select(cell => CellOf(cell, daysShort))], daysShort));
            return rows;
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            // A ZIP file that is no workbook, or a broken one. Nothing but the file in memory is read here, so whatever is wrong is wrong with it,
            // and the library meets the unexpected with whatever its parsing comes to: null references, indexes out of range, formats.
            return Refusal.Invalid("no-sheet", "file");
        }
    }

    private static object? CellOf(object? cell, int daysShort) => cell switch
    {
        string text => text.Trim(),
        DateTime date => date.AddDays(daysShort),
        _ => cell,
    };

    /// <summary>Whether the workbook counts its days from 1904, as Excel on a Mac long did. MiniExcel takes them for days since 1900.</summary>
    private static bool CountsFrom1904(Stream file)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.GetEntry("xl/workbook.xml") is not { } workbook)
            return false;
        using var reader = XmlReader.Create(workbook.Open(), new XmlReaderSettings { CloseInput = true });
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
                return reader.GetAttribute("date1904") is { } is1904 && XmlConvert.ToBoolean(is1904);
        }

        return false;
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
