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

    /// <summary>The number of the day after 9999-12-31.</summary>
    private const int DayAfterTheLast = 2_958_466;

    private static readonly string[] DateForms =
        ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy'年'M'月'd'日'", "yyyyMMdd", "yyyy-M-d H:mm:ss", "yyyy/M/d H:mm:ss"];

    /// <summary>Finds the row of headings, the one that names the most columns, and reads what is below it. Blank rows are passed over.</summary>
    /// <param name="needed">Refused by name where a heading for one of these is missing.</param>
    public static Result<SheetTable> Of(IReadOnlyList<SheetRow> sheet, IReadOnlyList<SheetColumn> columns, params string[] needed)
    {
        var best = Headings(sheet, columns).OrderBy(x => x.Found.Count).ThenBy(x => x.Depth == 1).ThenBy(x => x.Index).LastOrDefault();
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
                if (!TextOf(cell, column.Form, row.DaysShort).TryGet(out var text, out var wrong))
                    errors.AddRange(wrong.For(column.Name).Errors.Select(error => new SheetError(row.Number, error)));
                else if (text.Length > 0)
                    cells[column.Name] = text;
            }

            rows.Add(new TableRow(row.Number, cells));
        }

        return rows.Count == 0 ? Refusal.Invalid("no-rows", "file") : new SheetTable(rows, errors);
    }

    /// <summary>What each of the first rows names as headings, by itself and together with the row of groups above it.</summary>
    /// <returns>The index of the last row of the headings, and in which column what they name stands.</returns>
    private static IEnumerable<(int Index, int Depth, Dictionary<string, int> Found)> Headings(
        IReadOnlyList<SheetRow> sheet, IReadOnlyList<SheetColumn> columns)
    {
        for (var i = 0; i < Math.Min(sheet.Count, HeadingsWithin); i++)
        {
            string?[] own = [.. sheet[i].Cells.Select(HeadingOf)];
            yield return (i, 1, ColumnsOf([.. own.Select(heading => (string?[])[heading])], columns));
            if (i > 0)
                yield return (i, 2, ColumnsOf(Under([.. sheet[i - 1].Cells.Select(HeadingOf)], own), columns));
        }
    }

    /// <summary>
    /// What may be the heading of each column of two rows of headings: 姓名 under 监护人 is 监护人姓名, or 姓名 where that is none; where nothing
    /// stands below, what stands above. The name of a group stands in its first column alone, in others in all that it covers.
    /// </summary>
    private static IReadOnlyList<string?[]> Under(string?[] above, string?[] below)
    {
        var (candidates, group) = (new List<string?[]>(), (string?)null);
        for (var i = 0; i < Math.Max(above.Length, below.Length); i++)
        {
            var (upper, lower) = (above.ElementAtOrDefault(i), below.ElementAtOrDefault(i));
            group = upper ?? group;
            candidates.Add(lower is null ? [upper] : lower == group ? [lower] : [group + lower, lower]);
        }

        return candidates;
    }

    /// <summary>Without what people put into headings to make them look well.</summary>
    private static string? HeadingOf(object? cell) =>
        cell is string text && string.Concat(text.Where(c => !char.IsWhiteSpace(c))).TrimEnd('*', '＊', ':', '：') is { Length: > 0 } heading
            ? heading
            : null;

    private static Dictionary<string, int> ColumnsOf(IReadOnlyList<string?[]> candidates, IReadOnlyList<SheetColumn> columns)
    {
        var found = new Dictionary<string, int>();
        for (var i = 0; i < candidates.Count; i++)
        {
            var column = candidates[i].Select(heading =>
                heading is null ? null : columns.FirstOrDefault(c => c.Headings.Contains(heading, StringComparer.OrdinalIgnoreCase)));
            if (column.FirstOrDefault(found => found is not null) is { } named)
                found.TryAdd(named.Name, i);
        }

        return found;
    }

    private static Result<string> TextOf(object? cell, CellForm form, int daysShort) => (cell, form) switch
    {
        (null, _) => "",
        (DateTime date, _) => CivilDate.Of(DateOnly.FromDateTime(date)),
        (double day, CellForm.Date) when day >= 1 && day + daysShort < DayAfterTheLast => DayOf(day + daysShort),
        (string days, CellForm.Date) when days.Length <= 5 && int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var number) &&
            number > 0 => DayOf(number),
        // Many type 19900305 for a date, which is the number of no day.
        (double number, CellForm.Date) when IsWhole(number) => DateOf(TextOf(number)),
        (double number, _) when IsWhole(number) => TextOf(number),
        (double, CellForm.Digits) => Refusal.Invalid("digits-lost"),
        (string text, CellForm.Digits) when IsScientific(text) => Refusal.Invalid("digits-lost"),
        (string text, CellForm.Digits) => text.TrimStart('\''),
        (string text, CellForm.Date) => DateOf(text),
        (IFormattable value, _) => value.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString()!.Trim(),
    };

    private static string DayOf(double number) => CivilDate.Of(DateOnly.FromDateTime(DateTime.FromOADate(number)));

    private static bool IsWhole(double number) => number == Math.Truncate(number) && Math.Abs(number) < Exact;

    private static string TextOf(double whole) => whole.ToString("0", CultureInfo.InvariantCulture);

    /// <summary>A text that is no date as it is, for the rules to refuse.</summary>
    private static string DateOf(string text) =>
        DateOnly.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? CivilDate.Of(date) : text;

    /// <summary>As in 1.38E+10, which is what becomes of a long number that a spreadsheet shows in a narrow column and saves as CSV.</summary>
    private static bool IsScientific(string text) =>
        text.Contains("E+", StringComparison.OrdinalIgnoreCase) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
