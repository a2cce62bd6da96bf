using Outreach.Domain;
using Outreach.Web.Participation;
using Outreach.Web.Texts;

namespace Outreach.Functions.Participation.Pages;

/// <summary>A column of what a board exports.</summary>
/// <param name="Of">What stands in it of a line: a text, one in both languages, or a number.</param>
internal sealed record BoardColumn<T>(Bilingual Heading, Func<T, object> Of)
{
    public BoardColumn(string chinese, string english, Func<T, object> of)
        : this(new Bilingual(chinese, english), of)
    {
    }

    public object In(Language language, T line) => Of(line) switch
    {
        Bilingual text => text.In(language),
        var cell => cell,
    };
}

/// <summary>A row of the CSV.</summary>
/// <param name="Level">Whether it is the board's area with all that is below, what that area organises itself, or one of those below.</param>
internal sealed record AreaRow(Bilingual Level, ChildLine Line)
{
    public static AreaRow Total(ChildLine line) => new(new Bilingual("合计", "Total"), line);

    public static AreaRow Own(ChildLine line) => new(new Bilingual("本级", "Own"), line);

    public static AreaRow Below(ChildLine line) => new(new Bilingual("下级", "Area below"), line);
}

/// <summary>The columns of what a board exports: one list for each table, whatever the form of the file.</summary>
internal static class BoardColumns
{
    public static readonly IReadOnlyList<BoardColumn<BoardView>> Total =
    [
        new("区划代码", "Code", board => board.Area),
        new("区域", "Area", board => board.Name),
        new("起始月份", "From", board => board.Span.From),
        new("截止月份", "To", board => board.Span.To),
        new("活动", "Activities", board => board.Total.Activities),
        new("人数", "People", board => board.Total.People),
        new("党员占比（%）", "Party members (%)", board => (object?)Percentage.NumberOf(board.Total.PartyMembers, board.Total.People) ?? Percentage.None),
        new("人次", "Visits", board => board.Total.Visits),
        new("服务分钟", "Minutes", board => board.Total.CreditMinutes),
        new("服务小时", "Hours", board => Display.HoursOf(board.Total.CreditMinutes)),
        new("补录分钟", "Minutes added later", board => board.Total.MakeUpMinutes),
        new("逾期记录", "Recorded late", board => board.Total.Late),
        new("统计截至（北京时间）", "Counted (Shanghai time)", board => board.AsOf is { } asOf ? Display.Cell(asOf) : ""),
    ];

    public static readonly IReadOnlyList<BoardColumn<ChildLine>> Areas =
    [
        new("区划代码", "Code", area => area.Code),
        new("区域", "Area", area => area.Name),
        new("活动", "Activities", area => area.Activities),
        new("人数", "People", area => area.People),
        new("人次", "Visits", area => area.Visits),
        new("服务分钟", "Minutes", area => area.CreditMinutes),
        new("服务小时", "Hours", area => Display.HoursOf(area.CreditMinutes)),
    ];

    /// <summary>Says of each row whether it is the sum, so that nobody adds it to the others, which come to it but for the people.</summary>
    public static readonly IReadOnlyList<BoardColumn<AreaRow>> Rows =
    [
        new("层级", "Level", row => row.Level),
        .. Areas.Select(column => new BoardColumn<AreaRow>(column.Heading, row => column.Of(row.Line))),
    ];

    public static readonly IReadOnlyList<BoardColumn<CommunityLine>> Communities =
    [
        new("区划代码", "Code", community => community.Code),
        new("社区", "Community", community => community.Name),
        new("街道", "Street", community => community.Street),
        new("活动", "Activities", community => community.Activities),
        new("人次", "Visits", community => community.Visits),
        new("服务分钟", "Minutes", community => community.CreditMinutes),
        new("服务小时", "Hours", community => Display.HoursOf(community.CreditMinutes)),
    ];

    public static readonly IReadOnlyList<BoardColumn<ActivityLine>> Activities =
    [
        new("活动编号", "Id", activity => activity.Id),
        new("活动", "Activity", activity => activity.Title),
        new("开始（北京时间）", "Starts (Shanghai time)", activity => Display.Cell(activity.StartsAt)),
        new("状态", "State", activity => StatusNames.Of(activity.Status)),
        new("人数", "People", activity => activity.People),
        new("人次", "Visits", activity => activity.Visits),
        new("服务分钟", "Minutes", activity => activity.CreditMinutes),
        new("服务小时", "Hours", activity => Display.HoursOf(activity.CreditMinutes)),
        new("补录分钟", "Minutes added later", activity => activity.MakeUpMinutes),
        new("逾期记录", "Recorded late", activity => activity.Late),
    ];

    public static readonly IReadOnlyList<BoardColumn<CategoryLine>> Categories =
    [
        new("类别代码", "Code", category => category.Category),
        new("类别", "Category", category => CategoryNames.Of(category.Category)),
        new("活动", "Activities", category => category.Activities),
        new("人次", "Visits", category => category.Visits),
        new("服务分钟（含补录）", "Minutes (with those added later)", category => category.Minutes),
        new("服务小时（含补录）", "Hours (with those added later)", category => Display.HoursOf(category.Minutes)),
    ];

    public static readonly IReadOnlyList<BoardColumn<TrendLine>> Trend =
    [
        new("月份", "Month", month => month.Month),
        new("活动", "Activities", month => month.Activities),
        new("人数", "People", month => month.People),
        new("人次", "Visits", month => month.Visits),
        new("服务分钟", "Minutes", month => month.CreditMinutes),
        new("服务小时", "Hours", month => Display.HoursOf(month.CreditMinutes)),
    ];

    /// <summary>The columns of lines that are ranked, with the rank before them.</summary>
    public static IReadOnlyList<BoardColumn<Ranked<T>>> Ranked<T>(this IReadOnlyList<BoardColumn<T>> columns) =>
    [
        new("名次", "Rank", line => line.Rank),
        .. columns.Select(column => new BoardColumn<Ranked<T>>(column.Heading, line => column.Of(line.Line))),
    ];

    public static string FileName(BoardView board, string extension) =>
        board.Span.From == board.Span.To
            ? $"{board.Area}-{board.Span.To}.{extension}"
            : $"{board.Area}-{board.Span.From}-{board.Span.To}.{extension}";
}
