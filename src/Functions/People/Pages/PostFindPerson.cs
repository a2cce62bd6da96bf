using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Web.People;

namespace Outreach.Functions.People.Pages;

/// <summary>Finds a person by a number, which comes in a form and not in an address: those are kept in logs.</summary>
public sealed class PostFindPerson(PeopleDesk desk, AreaChoices areas)
{
    [Function(nameof(PostFindPerson)), Page, Staff(Role.Admin)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/people")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var text = (await request.ReadFormAsync(cancellation))["find"].ToString();
        if ((await desk.Find(text, caller, cancellation)).TryGet(out Person? person, out var refusal))
            return PageAnswers.SeeOther($"/manage/people/{person.Id}");
        var view = new PeopleView(await areas.Held(Role.Admin, caller, cancellation), "", null, null) { Sought = text };
        return PageAnswers.Show(view, refusal, request);
    }
}
