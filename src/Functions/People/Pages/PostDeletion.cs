using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.People.Erasing;
using Outreach.Functions.Security;

namespace Outreach.Functions.People.Pages;

/// <summary>Erases the visitor, who has to say in so many words that they want it.</summary>
public sealed class PostDeletion(PeopleStore people, ErasureDesk desk, MyDataViews views)
{
    [Function(nameof(PostDeletion)), Page, SignedIn]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/data/delete")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (await people.FindRow(caller.Person, cancellation) is not { Person: var person })
            return Problems.From(Refusal.NotFound());
        if ((await request.ReadFormAsync(cancellation))["confirm"] != "true")
            return await views.Refused(Refusal.Invalid("required", "confirm"), view => view with { Refused = "delete" }, request, cancellation);
        await desk.Erase(person, caller, cancellation);
        request.HttpContext.Response.ForgetSession();
        return PageAnswers.SeeOther("/goodbye");
    }
}
