using System.Collections.Immutable;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;

namespace Outreach.Domain.Participation;

/// <summary>The part of one category in the figures of a key.</summary>
public sealed record CategoryFigures(Category Category, int Activities, int Visits, ServiceMinutes Minutes);

/// <summary>What a board shows of an area below.</summary>
public sealed record ChildFigures(string Code, int Activities, int People, int Visits, ServiceMinutes CreditMinutes);

/// <summary>
/// A month's figures of one key, with everything below it. Sums add up; people do not, since the same person may take part in
/// two communities: the sets of the children are united.
/// </summary>
/// <param name="Activities">Activities with a visit, time made up or results. Counted by the organising area, where each stands once; by home
/// area an activity that gathers people of two communities stands in both, so the number is not additive and only a lowest area's is exact.</param>
public sealed record Figures(
    FigureKey Key,
    int Activities,
    int Visits,
    ServiceMinutes CreditMinutes,
    ServiceMinutes MakeUpMinutes,
    PersonSet People,
    PersonSet PartyMembers,
    ImmutableArray<CategoryFigures> ByCategory,
    ImmutableArray<ChildFigures> Children)
{
    /// <summary>The people one by one, for a unit alone.</summary>
    public ImmutableArray<MemberFigures> Members { get; init; } = [];

    public OutreachFigures Outreach { get; init; } = OutreachFigures.None;

    /// <summary>What was recorded after the last day for it (Order 67 Art 11).</summary>
    public int Late { get; init; }

    /// <summary>Makes the figures of a key anew from its own activities' contributions and the figures of the areas below.</summary>
    public static Figures Fold(FigureKey key, IReadOnlyCollection<Contribution> own, IReadOnlyCollection<Figures> below) => new(
        key,
        own.Count + below.Sum(f => f.Activities),
        own.Sum(c => c.Visits) + below.Sum(f => f.Visits),
        Sum([.. own.Select(c => c.CreditMinutes), .. below.Select(f => f.CreditMinutes)]),
        Sum([.. own.Select(c => c.MakeUpMinutes), .. below.Select(f => f.MakeUpMinutes)]),
        PersonSet.Union([.. own.Select(c => c.People), .. below.Select(f => f.People)]),
        PersonSet.Union([.. own.Select(c => c.PartyMembers), .. below.Select(f => f.PartyMembers)]),
        FoldCategories(own, below),
        [
            .. below.OrderBy(f => f.Key.Code, StringComparer.Ordinal)
                .Select(f => new ChildFigures(f.Key.Code, f.Activities, f.People.Count, f.Visits, f.CreditMinutes)),
        ])
    {
        Members = [.. MemberFigures.Sum(own.SelectMany(c => c.Members))],
        Outreach = OutreachFigures.Sum([.. own.Select(c => c.Outreach), .. below.Select(f => f.Outreach)]),
        Late = own.Sum(c => c.Late) + below.Sum(f => f.Late),
    };

    /// <summary>
    /// The figures of one key over several months. Who took part in more than one counts once; an activity that spans two months counts in
    /// both. What is below is not told.
    /// </summary>
    /// <param name="months">At least one.</param>
    public static Figures Over(IReadOnlyCollection<Figures> months) =>
        Fold(months.Last().Key, [], months) with { Children = [] };

    private static ImmutableArray<CategoryFigures> FoldCategories(IReadOnlyCollection<Contribution> own, IReadOnlyCollection<Figures> below) =>
    [
        .. own.Select(c => new CategoryFigures(c.Category, 1, c.Visits, c.CreditMinutes + c.MakeUpMinutes))
            .Concat(below.SelectMany(f => f.ByCategory))
            .GroupBy(c => c.Category)
            .Select(g => new CategoryFigures(g.Key, g.Sum(c => c.Activities), g.Sum(c => c.Visits), Sum([.. g.Select(c => c.Minutes)])))
            .OrderBy(c => c.Category.Value, StringComparer.Ordinal),
    ];

    private static ServiceMinutes Sum(IEnumerable<ServiceMinutes> minutes) => minutes.Aggregate(ServiceMinutes.Zero, (a, b) => a + b);
}
