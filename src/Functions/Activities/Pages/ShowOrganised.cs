using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Web.Activities;

namespace Outreach.Functions.Activities.Pages;

/// <summary>The activities of an organiser's areas, from a month ago on: what is to come, and what may still want its roll call.</summary>
public sealed class ShowOrganised(CardLists lists, AreaChoices areas, TimeProvider clock)
{
    private const int DaysBack = 31;

    [Function(nameof(ShowOrganised)), Page, Staff(Role.Organiser)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "organise")] HttpRequest request, CancellationToken cancellation)
    {
        var choices = await areas.Organised(request.Caller(), cancellation);
        var first = choices.Count > 0 ? AreaCode.Parse(choices[0].Code).Must() : areas.District;
        var since = CivilTime.DateOf(clock.GetUtcNow()).AddDays(-DaysBack);
        if (WantedActivities.Read(request.Query, since, first).TryGet(out var wanted, out var refusal) &&
            (await lists.Find(wanted, request, cancellation)).TryGet(out var found, out refusal))
            return PageAnswers.Show(new OrganisedListView(
                choices, wanted.Area.Value, wanted.FirstDay, wanted.LastDay, found.Cards, found.Next));
        return PageAnswers.Show(
            new OrganisedListView(choices, first.Value, request.Query["from"].ToString(), request.Query["to"].ToString(), [], null), refusal, request);
    }
}
