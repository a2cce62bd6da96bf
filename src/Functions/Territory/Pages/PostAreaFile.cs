using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
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
            !AreaSheet.Read(file).TryGet(out var rows, out refusal) ||
            !(await import.Plan(rows, request.Caller(), cancellation)).TryGet(out ImportPlan? plan, out refusal))
            return PageAnswers.Show(new ImportView("areas"), refusal, request);

        var language = request.Language();
        return PageAnswers.Show(new PreviewView(
            "/manage/import/areas/confirm",
            [.. AreaSheet.Columns.Select(column => column.Headings[0])],
            [.. rows.Take(PreviewView.MostShown).Select(row => new PreviewRow(row.Line, [row.Code, row.Name, row.Level, row.Parent]))],
            rows.Count, plan.Change?.Unchanged ?? 0,
            [.. plan.Errors.Select(error => new PreviewError(
                error.Line, AreaSheet.Columns.FirstOrDefault(column => column.Name == error.Error.Field)?.Headings[0] ?? error.Error.Field,
                Messages.Of(error.Error, language)))],
            plan.Change is null ? null : JsonSerializer.Serialize([.. rows], AreasJson.Contract.AreaRowArray)));
    }
}
