using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities.Pages;

/// <summary>Finds people of an activity's list by name or number, which come in a form and not in an address: those are kept in logs.</summary>
public sealed class PostFindSignedUp(ActivityDesk desk, OrganiseViews views)
{
    [Function(nameof(PostFindSignedUp)), Page, Staff(Role.Organiser)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "organise/{id}")] HttpRequest request, string id, CancellationToken cancellation)
    {
        if (!(await desk.Read(id, request.Caller(), cancellation)).TryGet(out var state, out var refusal))
            return Problems.From(refusal);
        var sought = (await request.ReadFormAsync(cancellation))["find"].ToString().Trim();
        return PageAnswers.Show(await views.Found(sought, state, cancellation));
    }
}
