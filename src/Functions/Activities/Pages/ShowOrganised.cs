using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Web.Activities;

namespace Outreach.Functions.Activities.Pages;

/// <summary>
/// The activities of an organiser's areas by state: drafts whenever they are for, all else from a month ago on, so that it shows what is
/// to come and what may still want its roll call.
/// </summary>
public sealed class ShowOrganised(CardLists lists, ActivityLeads leads, AreaChoices areas, TimeProvider clock)
{
    private const int DaysBack = 31;

    private static readonly ActivityStatus[] Listed = [ActivityStatus.Published, ActivityStatus.Closed, ActivityStatus.Cancelled];

    [Function(nameof(ShowOrganised)), Page, Staff(Role.Organiser)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "organise")] HttpRequest request, CancellationToken cancellation)
    {
        var (query, caller) = (request.Query, request.Caller());
        var choices = await areas.Held(Role.Organiser, caller, cancellation);
        var first = choices.Count > 0 ? AreaCode.Parse(choices[0].Code).Must() : areas.District;
        var since = CivilTime.DateOf(clock.GetUtcNow()).AddDays(-DaysBack);
        if (!WantedActivities.Read(query, since, first).TryGet(out var wanted, out var refusal) ||
            !StatusOf(query["state"]).TryGet(out var statuses, out refusal) ||
            (refusal = caller.Lacks(Role.Organiser, wanted.Area)) is not null ||
            !(await lists.Find(wanted with { Statuses = statuses }, request, cancellation)).TryGet(out var found, out refusal))
            return PageAnswers.Show(
                new OrganisedListView(
                    choices, first.Value, query["state"].ToString(), query["from"].ToString(), query["to"].ToString(), [], [], null),
                refusal, request);

        var isFirst = query["continuation"].Count == 0;
        var open = statuses.Contains(ActivityStatus.Draft) && isFirst
            ? await lists.CardsOf((await leads.In(Lead.Draft, wanted.Area, cancellation)).Select(state => state.Activity), cancellation)
            : [];
        return PageAnswers.Show(new OrganisedListView(
            choices, wanted.Area.Value, query["state"].ToString(), wanted.FirstDay, wanted.LastDay, open, found.Cards, found.Next));
    }

    /// <summary>The states of a name as sent; all where none is named.</summary>
    private static Result<ActivityStatus[]> StatusOf(string? name) => string.IsNullOrEmpty(name)
        ? (ActivityStatus[])[ActivityStatus.Draft, .. Listed]
        : Kebab.Parse<ActivityStatus>(name).Match<Result<ActivityStatus[]>>(status => (ActivityStatus[])[status], wrong => wrong.For("state"));
}
