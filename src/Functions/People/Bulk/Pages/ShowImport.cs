using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Web.Operations;

namespace Outreach.Functions.People.Bulk.Pages;

/// <summary>The forms for files of volunteers and of areas, for those who look after the app.</summary>
public sealed class ShowImport(AppDistrict district)
{
    [Function(nameof(ShowImport)), Page, Staff(Role.Admin)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "manage/import")] HttpRequest request, CancellationToken cancellation) =>
        Task.FromResult(district.Lacks(request.Caller()) is { } lacks ? Problems.From(lacks) : PageAnswers.Show(new ImportView(null)));
}
