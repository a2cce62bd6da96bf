using Outreach.Web.Participation;
using Outreach.Web.Texts;

namespace Outreach.Functions.Participation.Pages;

/// <summary>A column of what a board exports: one list for every form of file.</summary>
/// <param name="Of">What stands in it: a text, or a number.</param>
internal sealed record BoardColumn(Bilingual Heading, Func<ChildLine, object> Of)
{
    /// <summary>The areas directly below the board's, a row each.</summary>
    public static readonly IReadOnlyList<BoardColumn> All =
    [
        new(new("区划代码", "Code"), child => child.Code),
        new(new("区域", "Area"), child => child.Name),
        new(new("活动", "Activities"), child => child.Activities),
        new(new("人数", "People"), child => child.People),
        new(new("人次", "Visits"), child => child.Visits),
        new(new("服务分钟", "Minutes"), child => child.CreditMinutes),
    ];

    public static string FileName(BoardView board, string extension) =>
        board.Span.From == board.Span.To
            ? $"{board.Area}-{board.Span.To}.{extension}"
            : $"{board.Area}-{board.Span.From}-{board.Span.To}.{extension}";
}
