using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Outreach.Domain;
using Outreach.Domain.Territory;

namespace Outreach.Functions.Territory;

/// <summary>What a file says of areas: its rows, and what is wrong with lines or cells by themselves.</summary>
internal sealed record AreaTable(IReadOnlyList<AreaRow> Rows, IReadOnlyList<ImportError> Errors);

/// <summary>Reads the areas of a CSV file: the columns code, name, level and parent, in any order, UTF-8 with or without a mark.</summary>
internal static class AreaCsv
{
    private static readonly string[] Columns = ["code", "name", "level", "parent"];

    /// <summary>The rows with their line numbers (the header is line 1) and the lines that are none, or why the file is no such table.</summary>
    public static Result<AreaTable> Read(byte[] file)
    {
        if (Decode(file) is not { } text)
            return Refusal.Invalid("not-utf-8", "body");
        using var csv = new CsvReader(new StringReader(text), Configuration());
        if (!csv.Read() || !csv.ReadHeader())
            return Refusal.Invalid("no-rows", "body");
        var missing = Columns.Where(column => csv.HeaderRecord!.Count(header => header.Trim() == column) != 1);
        var fields = new Fields();
        foreach (var column in missing)
            fields.Require(false, column, "column-missing");
        return fields.Refusal is { } refusal ? refusal : ReadRows(csv);
    }

    private static AreaTable ReadRows(CsvReader csv)
    {
        var rows = new List<AreaRow>();
        var errors = new List<ImportError>();
        while (csv.Read())
        {
            var line = csv.Parser.RawRow;
            if (csv.Parser.Count != csv.HeaderRecord!.Length)
                errors.Add(new ImportError(line, "line", "wrong-number-of-columns"));
            else
                rows.Add(new AreaRow(line, csv.GetField("code")!, csv.GetField("name")!, csv.GetField("level")!, csv.GetField("parent")!));
        }

        return new AreaTable(rows, errors);
    }

    private static CsvConfiguration Configuration() => new(CultureInfo.InvariantCulture)
    {
        TrimOptions = TrimOptions.Trim,
        PrepareHeaderForMatch = args => args.Header.Trim(),
        BadDataFound = null,
        MissingFieldFound = null,
    };

    private static string? Decode(byte[] file)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
