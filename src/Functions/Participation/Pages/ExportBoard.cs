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

/// <summary>The areas below one on its board, as CSV that Excel opens right: UTF-8 with a byte order mark.</summary>
public sealed class ExportBoard(BoardViews boards)
{
    [Function(nameof(ExportBoard)), Page, SignedIn(WithGrants = true)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "board/{code}/areas.csv")] HttpRequest request,
        string code,
        CancellationToken cancellation) => (await boards.Of(code, request, mostActivities: 0, cancellation)).Match(
            view => TypedResults.File(Csv(view, request.Language()), "text/csv; charset=utf-8", BoardColumns.FileName(view, "csv")), Problems.From);

    private static byte[] Csv(BoardView board, Language language)
    {
        using var bytes = new MemoryStream();
        // What begins like a formula is escaped: a name is somebody's text, and a spreadsheet would run it.
        var form = new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape };
        using (var csv = new CsvWriter(new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true), form))
        {
            foreach (var column in BoardColumns.Areas)
                csv.WriteField(column.Heading.In(language));
            csv.NextRecord();
            foreach (var child in board.Children)
            {
                foreach (var column in BoardColumns.Areas)
                    csv.WriteField(column.In(language, child.Line));
                csv.NextRecord();
            }
        }

        return bytes.ToArray();
    }
}
