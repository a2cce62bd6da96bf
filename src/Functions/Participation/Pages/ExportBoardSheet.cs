using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Http.Sheets;
using Outreach.Functions.Security;

namespace Outreach.Functions.Participation.Pages;

/// <summary>A board as a workbook: codes are texts, figures are numbers.</summary>
public sealed class ExportBoardSheet(BoardViews boards)
{
    [Function(nameof(ExportBoardSheet)), Page, SignedIn(WithGrants = true)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "board/{code}/areas.xlsx")] HttpRequest request,
        string code,
        CancellationToken cancellation) => (await boards.Of(code, request, BoardWorkbook.MostActivities, cancellation)).Match(
            board => TypedResults.File(BoardWorkbook.Of(board, request.Language()), Workbook.MediaType, BoardColumns.FileName(board, "xlsx")),
            Problems.From);
}
