using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Web.Operations;

namespace Outreach.Functions.Operations.Pages;

/// <summary>What admins and auditors can do.</summary>
public sealed class ShowAdmin(AppDistrict district)
{
    [Function(nameof(ShowAdmin)), Page, SignedIn(WithGrants = true)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "manage")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = request.Caller();
        return Task.FromResult(PageAnswers.Show(new AdminView(
            caller.Grants.HoldAnywhere(Role.Admin), caller.Grants.HoldAnywhere(Role.Auditor), district.Lacks(caller) is null)));
    }
}
