using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Web.Activities;

namespace Outreach.Functions.Activities.Pages;

/// <summary>One page of a list of activities.</summary>
/// <param name="Next">The address of the next page; null at the end.</param>
internal sealed record CardList(IReadOnlyList<ActivityCard> Cards, string? Next);

/// <summary>Lists of activities as pages show them, twenty at a time.</summary>
public sealed class CardLists(ActivitySearch search, OwnPlaces places, AreaChoices areas, TimeProvider clock)
{
    private const int PageLength = 20;

    internal async Task<Result<CardList>> Find(WantedActivities wanted, HttpRequest request, CancellationToken cancellation)
    {
        if (!Paging.Read(request).TryGet(out var paging, out var refusal) ||
            !(await search.Find(wanted, paging with { Limit = PageLength }, request.FindCaller(), cancellation)).TryGet(out var found, out refusal))
            return refusal;
        return new CardList(
            await CardsOf(found.Page, cancellation), request.NextPageOf(found.Continuation));
    }

    /// <summary>The same cards, with what the visitor has on each; a visitor who is not signed in has nothing.</summary>
    internal async Task<IReadOnlyList<ActivityCard>> WithOwn(
        IReadOnlyList<ActivityCard> cards, Caller? caller, CancellationToken cancellation)
    {
        if (caller is null || cards.Count == 0)
            return cards;
        var own = await places.Among(
            cards.Select(card => ActivityId.Parse(card.Id).Must()), cards.Min(card => card.StartsAt), caller.Person, cancellation);
        return [.. cards.Select(card => card with
        {
            Mine = own.TryGetValue(ActivityId.Parse(card.Id).Must(), out var status) ? status : null,
        })];
    }

    internal async Task<IReadOnlyList<ActivityCard>> CardsOf(IEnumerable<Activity> activities, CancellationToken cancellation)
    {
        var (cards, now) = (new List<ActivityCard>(), clock.GetUtcNow());
        foreach (var activity in activities)
        {
            var plan = activity.Plan;
            cards.Add(new ActivityCard(
                activity.Id.Value, plan.Title, plan.Category.Value, await areas.NameOf(plan.OrganiserArea, cancellation), plan.Venue.Name,
                plan.StartsAt, plan.EndsAt, activity.Status, activity.TakesSignUps(now)));
        }

        return cards;
    }
}
