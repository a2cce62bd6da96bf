using System.Globalization;
using Outreach.Domain;

namespace Outreach.Functions.Http.Sheets;

internal enum CellForm
{
    Text,

    /// <summary>A phone or ID number or a code: a spreadsheet may have taken it for a number.</summary>
    Digits,

    /// <summary>A spreadsheet may have written it as the number of a day.</summary>
    Date,
}

/// <param name="Name">The column as rules name it.</param>
/// <param name="Headings">What may stand above it, whichever case.</param>
internal sealed record SheetColumn(string Name, CellForm Form, params string[] Headings);

internal static class SheetColumns
{
    /// <summary>What stands above the columns where the app writes them.</summary>
    public static IReadOnlyList<string> Headings(this IReadOnlyList<SheetColumn> columns) => [.. columns.Select(column => column.Headings[0])];

    /// <summary>The heading above what a rule names, of a list too; the name itself where no column has it.</summary>
    public static string HeadingOf(this IReadOnlyList<SheetColumn> columns, string field) =>
        columns.FirstOrDefault(column => column.Name == field.Split('[')[0])?.Headings[0] ?? field;
}

/// <summary>What is wrong with a cell.</summary>
/// <param name="Row">From 1, as the program shows it.</param>
internal sealed record SheetError(int Row, FieldError Error);

/// <summary>A row by the names of its columns; what is empty is left out.</summary>
internal sealed record TableRow(int Number, IReadOnlyDictionary<string, string> Cells)
{
    public string? this[string column] => Cells.GetValueOrDefault(column);
}

/// <summary>The rows below the headings of a sheet.</summary>
internal sealed record SheetTable(IReadOnlyList<TableRow> Rows, IReadOnlyList<SheetError> Errors)
{
    /// <summary>Above the headings there may be a title, and groups of headings.</summary>
    private const int HeadingsWithin = 10;

    /// <summary>From here on not every whole number is one that a spreadsheet's numbers tell from its neighbours.</summary>
    private const double Exact = 1e15;

    private static readonly string[] DateForms =
        ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy'年'M'月'd'日'", "yyyyMMdd", "yyyy-M-d H:mm:ss", "yyyy/M/d H:mm:ss"];

    /// <summary>Finds the row of headings, the one that names the most columns, and reads what is below it. Blank rows are passed over.</summary>
    /// <param name="needed">Refused by name where a heading for one of these is missing.</param>
    public static Result<SheetTable> Of(IReadOnlyList<SheetRow> sheet, IReadOnlyList<SheetColumn> columns, params string[] needed)
    {
        var best = sheet.Take(HeadingsWithin).Select((row, i) => (Index: i, Found: ColumnsOf(row, columns)))
            .OrderBy(x => x.Found.Count).ThenBy(x => x.Index).LastOrDefault();
        var fields = new Fields();
        foreach (var column in needed)
            fields.Require(best.Found?.ContainsKey(column) == true, "file", "heading-missing", columns.First(c => c.Name == column).Headings[0]);
        if (fields.Refusal is { } refusal)
            return refusal;

        var (rows, errors) = (new List<TableRow>(), new List<SheetError>());
        foreach (var row in sheet.Skip(best.Index + 1).Where(row => !row.IsBlank))
        {
            var cells = new Dictionary<string, string>();
            foreach (var column in columns.Where(column => best.Found!.ContainsKey(column.Name)))
            {
                var cell = best.Found![column.Name] < row.Cells.Count ? row.Cells[best.Found[column.Name]] : null;
                if (!TextOf(cell, column.Form).TryGet(out var text, out var wrong))
                    errors.AddRange(wrong.For(column.Name).Errors.Select(error => new SheetError(row.Number, error)));
                else if (text.Length > 0)
                    cells[column.Name] = text;
            }

            rows.Add(new TableRow(row.Number, cells));
        }

        return rows.Count == 0 ? Refusal.Invalid("no-rows", "file") : new SheetTable(rows, errors);
    }

    private static Dictionary<string, int> ColumnsOf(SheetRow row, IReadOnlyList<SheetColumn> columns)
    {
        var found = new Dictionary<string, int>();
        for (var i = 0; i < row.Cells.Count; i++)
        {
            var heading = (row.Cells[i] as string)?.Trim().TrimEnd('*', '＊', ':', '：');
            if (heading is not null && columns.FirstOrDefault(c => c.Headings.Contains(heading, StringComparer.OrdinalIgnoreCase)) is { } column)
                found.TryAdd(column.Name, i);
        }

        return found;
    }

    private static Result<string> TextOf(object? cell, CellForm form) => (cell, form) switch
    {
        (null, _) => "",
        (DateTime date, _) => CivilDate.Of(DateOnly.FromDateTime(date)),
        (double day, CellForm.Date) when day is >= 1 and < 2958466 => CivilDate.Of(DateOnly.FromDateTime(DateTime.FromOADate(day))),
        (double number, _) when number == Math.Truncate(number) && Math.Abs(number) < Exact => number.ToString("0", CultureInfo.InvariantCulture),
        (double, CellForm.Digits) => Refusal.Invalid("digits-lost"),
        (string text, CellForm.Digits) when IsScientific(text) => Refusal.Invalid("digits-lost"),
        (string text, CellForm.Digits) => text.TrimStart('\''),
        (string text, CellForm.Date) => DateOnly.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? CivilDate.Of(date)
            : text,
        (IFormattable value, _) => value.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString()!.Trim(),
    };

    /// <summary>As in 1.38E+10, which is what becomes of a long number that a spreadsheet shows in a narrow column and saves as CSV.</summary>
    private static bool IsScientific(string text) =>
        text.Contains("E+", StringComparison.OrdinalIgnoreCase) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
