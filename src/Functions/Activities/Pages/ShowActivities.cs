using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Web.Activities;

namespace Outreach.Functions.Activities.Pages;

/// <summary>The list of activities with its search.</summary>
public sealed class ShowActivities(ActivitySearch search, AreaChoices areas, TimeProvider clock)
{
    private const int PageLength = 20;

    [Function(nameof(ShowActivities)), Page, Anyone]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "activities")] HttpRequest request, CancellationToken cancellation)
    {
        var today = CivilTime.DateOf(clock.GetUtcNow());
        var choices = await areas.Of(cancellation);
        if (!WantedActivities.Read(request.Query, today, areas.District).TryGet(out var wanted, out var refusal) ||
            !Paging.Read(request).TryGet(out var paging, out refusal) ||
            !(await search.Find(wanted, paging with { Limit = PageLength }, request.FindCaller(), cancellation)).TryGet(out var found, out refusal))
            return refusal.Kind == RefusalKind.Unauthenticated
                ? Problems.From(refusal)
                : PageAnswers.Show(new ActivityListView(choices, AsSent(request.Query), [], null), refusal, request);

        var cards = new List<ActivityCard>();
        foreach (var activity in found.Page)
            cards.Add(await CardOf(activity, cancellation));
        var next = found.Continuation is { } continuation ? NextOf(request, continuation) : null;
        return PageAnswers.Show(new ActivityListView(choices, SearchOf(wanted), cards, next));
    }

    private async Task<ActivityCard> CardOf(Activity activity, CancellationToken cancellation)
    {
        var plan = activity.Plan;
        return new ActivityCard(
            activity.Id.Value, plan.Title, plan.Category.Value, await areas.NameOf(plan.OrganiserArea, cancellation), plan.Venue.Name,
            plan.StartsAt, plan.EndsAt, activity.TakesSignUps(clock.GetUtcNow()));
    }

    private static ActivitySearchForm SearchOf(WantedActivities wanted) => new(
        wanted.Area.Value, CivilDate.Of(CivilTime.DateOf(wanted.From)), CivilDate.Of(CivilTime.DateOf(wanted.To).AddDays(-1)),
        wanted.Category?.Value ?? "", wanted.Mine);

    private ActivitySearchForm AsSent(IQueryCollection query) => new(
        query["area"] is [{ Length: > 0 } area] ? area : areas.District.Value, query["from"].ToString(), query["to"].ToString(),
        query["category"].ToString(), query["mine"] == "true");

    private static string NextOf(HttpRequest request, string continuation)
    {
        var query = request.Query.Where(pair => pair.Key != "continuation")
            .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value));
        return QueryHelpers.AddQueryString(request.Path, query.Append(KeyValuePair.Create<string, string?>("continuation", continuation)));
    }
}
