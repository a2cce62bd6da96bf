using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Web.People;

namespace Outreach.Functions.People.Pages;

/// <summary>Gives a person a role on an area, or takes it away. A second press changes nothing.</summary>
public sealed class PostGrant(GrantDesk desk, ManagedPersonViews views)
{
    [Function(nameof(PostGrant)), Page, Staff(Role.Admin)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/people/{id}/grants/{step}")] HttpRequest request,
        string id,
        string step,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (step is not ("give" or "take"))
            return Problems.From(Refusal.NotFound());
        if (!(await request.ReadForm(PeopleJson.Contract.GrantRequest, cancellation)).TryGet(out var sent, out var refusal) ||
            !sent.Check().TryGet(out Grant? grant, out refusal) ||
            !(await (step == "give" ? desk.Give(id, grant, caller, cancellation) : desk.Take(id, grant, caller, cancellation)))
                .TryGet(out _, out refusal))
            return await views.Refused(id, refusal, request, cancellation, sent is null ? null : new GrantChoice(sent.Role, sent.AreaCode));
        return PageAnswers.SeeOther($"/manage/people/{id}");
    }
}
