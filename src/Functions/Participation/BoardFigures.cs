using Outreach.Domain;
using Outreach.Domain.Participation;
using Outreach.Domain.Territory;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;

namespace Outreach.Functions.Participation;

/// <summary>One month of a trend.</summary>
internal sealed record TrendMonth(Month Month, StoredFigures? Figures);

/// <summary>What is counted of an area over some months.</summary>
/// <param name="AsOf">The last time that any of them was counted; null while nothing was.</param>
/// <param name="Total">Null while nothing was counted.</param>
/// <param name="Children">All areas directly below, whether or not anything took place there.</param>
/// <param name="Communities">Where streets stand between: those among all communities where something took place.</param>
/// <param name="Trend">Twelve months, the last of the span the last of them.</param>
internal sealed record Board(
    Area Area, MonthSpan Span, DateTimeOffset? AsOf, Figures? Total, IReadOnlyList<ChildTotal> Children,
    IReadOnlyList<CommunityTotal> Communities, IReadOnlyList<TrendMonth> Trend);

/// <param name="Figures">Null where nothing took place.</param>
internal sealed record ChildTotal(Area Area, ChildFigures? Figures);

/// <summary>A community's sums over some months.</summary>
internal sealed record CommunityTotal(Area Area, int Activities, int Visits, long CreditMinutes);

/// <summary>
/// Reads boards: for each month the area's row and the rows directly below it, whatever the number of facts; beside them the trend's rows.
/// </summary>
public sealed class BoardFigures(FiguresStore figures, TerritoryStore territories, TimeProvider clock)
{
    /// <param name="code">As it was sent.</param>
    internal async Task<Result<Board>> Of(string code, string? from, string? to, Caller caller, CancellationToken cancellation)
    {
        if (!AreaCode.Parse(code).TryGet(out var area, out var refusal))
            return refusal.For("code");
        if (!MonthSpan.Parse(from, to, CivilTime.MonthOf(clock.GetUtcNow())).TryGet(out var span, out refusal))
            return refusal;
        if (!caller.Grants.HoldAny(area))
            return Refusal.Forbidden();
        if (await territories.Of(area, cancellation) is not { } territory || territory.Find(area) is not { } found)
            return Refusal.NotFound();

        var keys = span.Months.Select(month => new FigureKey(Dimension.Area, area.Value, month)).ToList();
        var (own, below, trend) = (
            Task.WhenAll(keys.Select(key => figures.FindWhole(key, cancellation))),
            Task.WhenAll(keys.Select(key => figures.Below(key, cancellation))),
            Task.WhenAll(MonthSpan.YearTo(span.To).Months.Select(async month =>
                new TrendMonth(month, await figures.Find(new FigureKey(Dimension.Area, area.Value, month), cancellation)))));
        await Task.WhenAll(own, below, trend);
        var counted = (await own).OfType<(Figures Figures, DateTimeOffset AsOf)>().ToList();
        var byCode = (await below).SelectMany(month => month).ToLookup(month => month.Key.Code);
        return new Board(
            found, span, counted.Count == 0 ? null : counted.Max(month => month.AsOf),
            counted.Count == 0 ? null : Figures.Over([.. counted.Select(month => month.Figures)]),
            [.. territory.Children(area).Select(child => new ChildTotal(child, ChildOf(child.Code, counted, byCode)))],
            Communities(territory, byCode.SelectMany(months => months)), await trend);
    }

    /// <summary>
    /// An area below over the span; null where nothing took place. Of one month the area's own row tells it, which is written in one with the
    /// total. Of several it takes the sets of people, and a fold under way may show in some of the rows and not yet in others.
    /// </summary>
    private static ChildFigures? ChildOf(
        AreaCode child, IReadOnlyList<(Figures Figures, DateTimeOffset AsOf)> counted, ILookup<string, Figures> byCode)
    {
        if (counted is [var only])
            return only.Figures.Children.FirstOrDefault(below => below.Code == child.Value);
        if (byCode[child.Value].ToList() is not { Count: > 0 } months)
            return null;
        var over = Figures.Over(months);
        return new ChildFigures(child.Value, over.Activities, over.People.Count, over.Visits, over.CreditMinutes);
    }

    /// <summary>A street's row tells what each of its communities did, so that no community's own row is read.</summary>
    private static IReadOnlyList<CommunityTotal> Communities(DistrictTerritory territory, IEnumerable<Figures> streets) =>
    [
        .. streets.SelectMany(street => street.Children).GroupBy(child => child.Code)
            .Select(months => territory.Find(AreaCode.Parse(months.Key).Must()) is { } area
                ? new CommunityTotal(area, months.Sum(m => m.Activities), months.Sum(m => m.Visits), months.Sum(m => m.CreditMinutes.Value))
                : null)
            .OfType<CommunityTotal>(),
    ];
}
