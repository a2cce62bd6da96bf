using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Web.Participation;

namespace Outreach.Functions.Participation.Pages;

/// <summary>Figures of areas as the board shows them.</summary>
public sealed class BoardViews(BoardFigures figures, AreaActivities activities, AreaChoices areas)
{
    /// <summary>How many activities a page lists.</summary>
    internal const int OnPage = 100;

    /// <param name="mostActivities">How many are listed of those that the area organises itself.</param>
    internal async Task<Result<BoardView>> Of(string code, HttpRequest request, int mostActivities, CancellationToken cancellation)
    {
        var (query, caller) = (request.Query, request.Caller());
        if (!(await figures.Of(code, query["from"], query["month"], caller, cancellation)).TryGet(out var board, out var refusal))
            return refusal;
        var (area, total, span) = (board.Area.Code, board.Total, board.Span);
        var own = await activities.Of(area, span, mostActivities, cancellation);
        var streets = board.Children.ToDictionary(child => child.Area.Code, child => child.Area.Name);
        return new BoardView(
            area.Value, board.Area.Name, await Parents(area, caller, cancellation), SpanOf(span), board.AsOf,
            new BoardTotal(
                total?.Activities ?? 0, total?.People.Count ?? 0, total?.PartyMembers.Count ?? 0,
                total?.Visits ?? 0, total?.CreditMinutes.Value ?? 0, total?.MakeUpMinutes.Value ?? 0, total?.Late ?? 0),
            [.. (total?.ByCategory ?? []).OrderByDescending(c => c.Visits)
                .Select(c => new CategoryLine(c.Category.Value, c.Activities, c.Visits, c.Minutes.Value))],
            Ranks.By(board.Children.Select(child => new ChildLine(
                child.Area.Code.Value, child.Area.Name, child.Figures?.Activities ?? 0, child.Figures?.People ?? 0,
                child.Figures?.Visits ?? 0, child.Figures?.CreditMinutes.Value ?? 0))),
            Ranks.By(board.Communities.Select(community => new CommunityLine(
                community.Area.Code.Value, community.Area.Name, streets.GetValueOrDefault(community.Area.Code.Parent!) ?? "",
                community.Activities, community.Visits, community.CreditMinutes))),
            query["communities"] == "all",
            [.. board.Trend.Select(month => new TrendLine(
                month.Month.ToString(), month.Figures?.Activities ?? 0, month.Figures?.People ?? 0, month.Figures?.Visits ?? 0,
                month.Figures?.CreditMinutes.Value ?? 0))],
            ActivitiesOf(own, caller))
        {
            Own = board.Children.Count > 0 && own.Together is { } together
                ? new ChildLine(
                    area.Value, board.Area.Name, together.Activities, together.People.Count, together.Visits, together.CreditMinutes.Value)
                : null,
        };
    }

    /// <summary>The board with what was wrong with the months that were asked for; what else was wrong, by itself.</summary>
    internal async Task<Result<BoardView>> WithoutMonths(string code, HttpRequest request, Refusal refusal, CancellationToken cancellation)
    {
        if (refusal.Kind != RefusalKind.Invalid)
            return refusal;
        request.Query = new QueryCollection();
        return await Of(code, request, OnPage, cancellation);
    }

    private static BoardActivities ActivitiesOf(ActivityTotals totals, Caller caller) => new(
        [
            .. totals.All.Select(total => new ActivityLine(
                total.Activity.Id.Value, total.Activity.Plan.Title, total.Activity.Plan.StartsAt, total.Activity.Status,
                caller.Holds(Role.Organiser, total.Activity.Plan.OrganiserArea), total.Figures?.People.Count ?? 0, total.Figures?.Visits ?? 0,
                total.Figures?.CreditMinutes.Value ?? 0, total.Figures?.MakeUpMinutes.Value ?? 0, total.Figures?.Late ?? 0)),
        ],
        totals.HasMore);

    private static BoardSpan SpanOf(MonthSpan span) =>
        new(span.From.ToString(), span.To.ToString(), span.To.Previous.ToString(), span.To.Next.ToString());

    private async Task<IReadOnlyList<BoardLink>> Parents(AreaCode area, Caller caller, CancellationToken cancellation)
    {
        var above = new List<BoardLink>();
        for (var parent = area.Parent; parent is not null && caller.Grants.HoldAny(parent); parent = parent.Parent)
            above.Insert(0, new BoardLink(parent.Value, await areas.NameOf(parent, cancellation)));
        return above;
    }
}
