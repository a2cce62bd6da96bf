using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Web.People;

namespace Outreach.Functions.People.Pages;

/// <summary>The people of an area, masked, or the one of a volunteer number or phone number.</summary>
public sealed class ShowPeople(PeopleDesk desk, AreaChoices areas)
{
    private const int PageLength = 50;

    [Function(nameof(ShowPeople)), Page, Staff(Role.Admin)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "manage/people")] HttpRequest request, CancellationToken cancellation)
    {
        var (query, caller) = (request.Query, request.Caller());
        var choices = await areas.Held(Role.Admin, caller, cancellation);
        if (query["area"] is not [{ Length: > 0 } wanted])
            return PageAnswers.Show(new PeopleView(choices, "", null, null));
        if (!AreaCode.Parse(wanted).TryGet(out var area, out var refusal) ||
            !Paging.Read(request).TryGet(out var paging, out refusal) ||
            !(await desk.In(area, paging with { Limit = PageLength }, caller, cancellation)).TryGet(out var found, out refusal))
            return PageAnswers.Show(new PeopleView(choices, wanted, null, null), refusal, request);
        return PageAnswers.Show(new PeopleView(choices, wanted, found.People, request.NextPageOf(found.Continuation)));
    }
}
