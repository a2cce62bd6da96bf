namespace Outreach.Bench;

/// <summary>A table for people to read, which is Markdown too.</summary>
internal static class TextTable
{
    public static void Print(IReadOnlyList<string> head, params IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = head.Select((title, column) => rows.Select(row => row[column].Length).Append(title.Length).Max()).ToArray();
        Console.WriteLine();
        PrintRow(head, widths);
        PrintRow([.. widths.Select((width, column) => new string('-', width))], widths);
        foreach (var row in rows)
            PrintRow(row, widths);
        Console.WriteLine();
    }

    // The first column names the row; the others are numbers.
    private static void PrintRow(IReadOnlyList<string> row, int[] widths) => Console.WriteLine(
        "| " + string.Join(" | ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))) + " |");
}
