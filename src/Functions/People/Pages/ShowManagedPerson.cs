using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.People.Pages;

/// <summary>A person with their roles, for the admins of where they live.</summary>
public sealed class ShowManagedPerson(ManagedPersonViews views)
{
    [Function(nameof(ShowManagedPerson)), Page, Staff(Role.Admin)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "manage/people/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation) =>
        (await views.Of(id, null, request.Caller(), cancellation)).Match(view => PageAnswers.Show(view), Problems.From);
}
