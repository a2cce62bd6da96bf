using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MiniExcelLibs;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Web.Participation;
using Outreach.Web.Texts;

namespace Outreach.Functions.Participation.Pages;

/// <summary>The areas below one on its board, as a workbook: codes are texts, figures are numbers.</summary>
public sealed class ExportBoardSheet(BoardViews boards)
{
    private const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [Function(nameof(ExportBoardSheet)), Page, SignedIn(WithGrants = true)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "board/{code}/areas.xlsx")] HttpRequest request,
        string code,
        CancellationToken cancellation) => (await boards.Of(code, request, cancellation)).Match(
            view => TypedResults.File(Sheet(view, request.Language()), MediaType, BoardColumn.FileName(view, "xlsx")), Problems.From);

    private static byte[] Sheet(BoardView board, Language language)
    {
        using var bytes = new MemoryStream();
        bytes.SaveAs(board.Children.Select(child => BoardColumn.All.ToDictionary(column => column.Heading.In(language), column => column.Of(child.Line))));
        return bytes.ToArray();
    }
}
