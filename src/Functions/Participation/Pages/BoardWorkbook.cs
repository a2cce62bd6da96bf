using Outreach.Domain.Territory;
using Outreach.Functions.Http.Sheets;
using Outreach.Web.Participation;
using Outreach.Web.Texts;

namespace Outreach.Functions.Participation.Pages;

/// <summary>
/// All that a board shows as a workbook, a sheet each table. Every community is there, and more activities than on the page. By what the area is,
/// not by what took place there, so that every month's workbook of an area has the same sheets.
/// </summary>
internal static class BoardWorkbook
{
    /// <summary>How many of the area's own activities the sheet of them holds at most; it says so where there are more.</summary>
    public const int MostActivities = 2000;

    public static byte[] Of(BoardView board, Language language)
    {
        var sheets = new List<WorkbookSheet>
        {
            Sheet("总计", "Total", BoardColumns.Total, [board]),
            Sheet("下级", "Areas below", BoardColumns.Areas.Ranked(), board.Children),
        };
        if (AreaCode.Parse(board.Area).Must().Level == AreaLevel.District)
            sheets.Add(Sheet("社区排名", "Communities", BoardColumns.Communities.Ranked(), board.Communities));
        var own = Sheet("活动", "Activities", BoardColumns.Activities, board.Activities.Lines);
        sheets.Add(board.Activities.HasMore ? own with { Rows = own.Rows.Append(Rest(board.Activities, language)) } : own);
        sheets.Add(Sheet("类别", "Categories", BoardColumns.Categories, board.Categories));
        sheets.Add(Sheet("趋势", "Trend", BoardColumns.Trend, board.Trend));
        return Workbook.Of(sheets);

        WorkbookSheet Sheet<T>(string chinese, string english, IReadOnlyList<BoardColumn<T>> columns, IEnumerable<T> lines) => new(
            new Bilingual(chinese, english).In(language),
            [.. columns.Select(column => column.Heading.In(language))],
            lines.Select(line => (object[])[.. columns.Select(column => column.In(language, line))]));
    }

    private static object[] Rest(BoardActivities activities, Language language) =>
    [
        "",
        new Bilingual($"只列出前 {activities.Lines.Count} 个活动", $"Only the first {activities.Lines.Count} activities are listed").In(language),
    ];
}
