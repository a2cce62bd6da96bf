using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Web.Activities;

namespace Outreach.Functions.Activities.Pages;

/// <summary>The list of activities with its search.</summary>
public sealed class ShowActivities(CardLists lists, AreaChoices areas, TimeProvider clock)
{
    [Function(nameof(ShowActivities)), Page, Anyone]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "activities")] HttpRequest request, CancellationToken cancellation)
    {
        var today = CivilTime.DateOf(clock.GetUtcNow());
        var choices = await areas.Of(cancellation);
        if (WantedActivities.Read(request.Query, today, areas.District).TryGet(out var wanted, out var refusal) &&
            (await lists.Find(wanted, request, cancellation)).TryGet(out var found, out refusal))
            return PageAnswers.Show(new ActivityListView(
                choices, SearchOf(wanted), await lists.WithOwn(found.Cards, request.FindCaller(), cancellation), found.Next));
        return refusal.Kind == RefusalKind.Unauthenticated
            ? Problems.From(refusal)
            : PageAnswers.Show(new ActivityListView(choices, AsSent(request.Query), [], null), refusal, request);
    }

    private static ActivitySearchForm SearchOf(WantedActivities wanted) => new(
        wanted.Area.Value, wanted.FirstDay, wanted.LastDay, wanted.Category?.Value ?? "", wanted.Mine);

    private ActivitySearchForm AsSent(IQueryCollection query) => new(
        query["area"] is [{ Length: > 0 } area] ? area : areas.District.Value, query["from"].ToString(), query["to"].ToString(),
        query["category"].ToString(), query["mine"] == "true");
}
