using System.Text;
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

/// <summary>Imports areas that were looked through. What stood in the way meanwhile is said, and nothing is written.</summary>
public sealed class PostAreas(AreaImport import)
{
    [Function(nameof(PostAreas)), Page(LargestForm = Uploads.LargestForm), Staff(Role.Admin)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/import/areas/confirm")] HttpRequest request,
        CancellationToken cancellation)
    {
        var rows = Encoding.UTF8.GetBytes((await request.ReadFormAsync(cancellation))["rows"].ToString());
        if (!Body.Parse(rows, AreasJson.Contract.AreaRowArray).TryGet(out var areas, out var refusal) ||
            !(await import.Import(areas, request.Caller(), cancellation)).TryGet(out ImportPlan? plan, out refusal))
            return PageAnswers.Show(new ImportView("areas"), refusal, request);
        if (plan.Change is { } change)
            return PageAnswers.Show(new ImportedAreasView(change.Added, change.Changed, change.Unchanged));
        var wrong = Refusal.Invalid(plan.Errors.Select(error => error.Error with { Field = "file" }));
        return PageAnswers.Show(new ImportView("areas"), wrong, request);
    }
}
