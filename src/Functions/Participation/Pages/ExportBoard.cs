using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Web.Participation;
using Outreach.Web.Texts;

namespace Outreach.Functions.Participation.Pages;

/// <summary>
/// An area and those directly below it on its board, as CSV that Excel opens right: UTF-8 with a byte order mark. First comes the area with all
/// that is below it, then what it organises itself, where that is something.
/// </summary>
public sealed class ExportBoard(BoardViews boards)
{
    [Function(nameof(ExportBoard)), Page, SignedIn(WithGrants = true)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "board/{code}/areas.csv")] HttpRequest request,
        string code,
        CancellationToken cancellation) => (await boards.Of(code, request, BoardWorkbook.MostActivities, cancellation)).Match(
            view => TypedResults.File(Csv(view, request.Language()), "text/csv; charset=utf-8", BoardColumns.FileName(view, "csv")), Problems.From);

    private static byte[] Csv(BoardView board, Language language)
    {
        using var bytes = new MemoryStream();
        // What begins like a formula is escaped: a name is somebody's text, and a spreadsheet would run it.
        var form = new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape };
        using (var csv = new CsvWriter(new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true), form))
        {
            foreach (var column in BoardColumns.Rows)
                csv.WriteField(column.Heading.In(language));
            csv.NextRecord();
            foreach (var row in RowsOf(board))
            {
                foreach (var column in BoardColumns.Rows)
                    csv.WriteField(column.In(language, row));
                csv.NextRecord();
            }
        }

        return bytes.ToArray();
    }

    private static IEnumerable<AreaRow> RowsOf(BoardView board)
    {
        var total = board.Total;
        yield return AreaRow.Total(new ChildLine(board.Area, board.Name, total.Activities, total.People, total.Visits, total.CreditMinutes));
        if (board.Own is { } own)
            yield return AreaRow.Own(own);
        foreach (var (_, child) in board.Children)
            yield return AreaRow.Below(child);
    }
}
