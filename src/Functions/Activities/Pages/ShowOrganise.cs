using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities.Pages;

/// <summary>An activity as its organisers run it: who is signed up, who waits and who is there, and what can be done next.</summary>
public sealed class ShowOrganise(ActivityDesk desk, OrganiseViews views)
{
    [Function(nameof(ShowOrganise)), Page, Staff(Role.Organiser)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "organise/{id}")] HttpRequest request, string id, CancellationToken cancellation) =>
        (await desk.Read(id, request.Caller(), cancellation)).TryGet(out var state, out var refusal) &&
        Paging.Read(request).TryGet(out var paging, out refusal)
            ? PageAnswers.Show(await views.Of(state, paging, request, cancellation))
            : Problems.From(refusal);
}
