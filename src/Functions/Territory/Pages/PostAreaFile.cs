using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Http.Sheets;
using Outreach.Functions.Security;
using Outreach.Web.Operations;

namespace Outreach.Functions.Territory.Pages;

/// <summary>Looks a file of areas through and shows what would come of it; nothing is written.</summary>
public sealed class PostAreaFile(AreaImport import)
{
    [Function(nameof(PostAreaFile)), Page(LargestForm = Uploads.LargestForm), Staff(Role.Admin)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/import/areas")] HttpRequest request, CancellationToken cancellation)
    {
        if (!(await request.ReadFile("file", cancellation)).TryGet(out var file, out var refusal) ||
            !AreaSheet.Read(file).TryGet(out AreaTable? table, out refusal) ||
            !(await import.Plan(table.Rows, request.Caller(), cancellation)).TryGet(out ImportPlan? plan, out refusal))
            return PageAnswers.Show(new ImportView("areas"), refusal, request);

        // A cell that could not be read is one error, not also that nothing stands in it.
        var unread = table.Errors.Select(error => error.Line).ToHashSet();
        var errors = table.Errors.Concat(plan.Errors.Where(error => !unread.Contains(error.Line))).OrderBy(error => error.Line);
        var change = unread.Count == 0 ? plan.Change : null;
        AreaRow[] written = [.. table.Rows.Where(row => change?.Writes(row) == true)];
        return PageAnswers.Show(new PreviewView(
            "/manage/import/areas/confirm",
            AreaSheet.Columns.Headings(),
            [.. written.Take(PreviewView.MostShown).Select(row => new PreviewRow(row.Line, [row.Code, row.Name, row.Level, row.Parent]))],
            written.Length, change?.Unchanged ?? 0,
            [.. errors.Select(error => new PreviewError(
                error.Line, AreaSheet.Columns.HeadingOf(error.Error.Field), Messages.Of(error.Error, request.Language())))],
            written.Length == 0 ? null : JsonSerializer.Serialize([.. table.Rows], AreasJson.Contract.AreaRowArray)));
    }
}
