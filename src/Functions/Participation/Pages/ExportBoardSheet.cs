using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Http.Sheets;
using Outreach.Functions.Security;
using Outreach.Web.Participation;
using Outreach.Web.Texts;

namespace Outreach.Functions.Participation.Pages;

/// <summary>The areas below one on its board, as a workbook: codes are texts, figures are numbers.</summary>
public sealed class ExportBoardSheet(BoardViews boards)
{
    [Function(nameof(ExportBoardSheet)), Page, SignedIn(WithGrants = true)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "board/{code}/areas.xlsx")] HttpRequest request,
        string code,
        CancellationToken cancellation) => (await boards.Of(code, request, mostActivities: 0, cancellation)).Match(
            view => TypedResults.File(Sheet(view, request.Language()), Workbook.MediaType, BoardColumn.FileName(view, "xlsx")), Problems.From);

    private static byte[] Sheet(BoardView board, Language language) => Workbook.Of(
        [.. BoardColumn.All.Select(column => column.Heading.In(language))],
        board.Children.Select(child => (object[])[.. BoardColumn.All.Select(column => column.Of(child.Line))]));
}
