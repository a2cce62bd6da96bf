using System.Collections.Immutable;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;

namespace Outreach.Domain.Participation;

/// <summary>A place where figures are kept: what they count by, the code of the area or unit, and the month in Pingcheng.</summary>
public sealed record FigureKey(Dimension Dimension, string Code, Month Month);

/// <summary>What one activity adds to the figures of one key.</summary>
/// <param name="Visits">Attendances whose check-in falls into the month.</param>
/// <param name="People">Who they were: the people's dense numbers.</param>
/// <param name="PartyMembers">Those of <paramref name="People"/> who were party members then.</param>
public sealed record Contribution(
    ActivityId Activity,
    FigureKey Key,
    Category Category,
    int Visits,
    ServiceMinutes CreditMinutes,
    ServiceMinutes MakeUpMinutes,
    PersonSet People,
    PersonSet PartyMembers)
{
    /// <summary>The people one by one, for a unit alone: it is told what each of its members did.</summary>
    public ImmutableArray<MemberFigures> Members { get; init; } = [];
}

/// <summary>Works out what an activity's facts add to the figures, from nothing but those facts.</summary>
public static class Contributions
{
    /// <summary>One contribution for each key that somebody's attendance or make-up touches; none for an activity where nobody was.</summary>
    public static ImmutableArray<Contribution> Of(ActivityState state) =>
    [
        .. PartsOf(state)
            .SelectMany(part => KeysOf(state, part).Select(key => (Key: key, Part: part)))
            .GroupBy(x => x.Key, x => x.Part)
            .Select(group => Sum(state, group.Key, [.. group]))
            .OrderBy(c => c.Key.Dimension).ThenBy(c => c.Key.Code, StringComparer.Ordinal).ThenBy(c => c.Key.Month),
    ];

    /// <summary>
    /// An attendance is a visit of the month of its check-in. A make-up that counts is none: it says that the person took part, so
    /// it counts them among the people, in the month in which the activity began.
    /// </summary>
    private static IEnumerable<Part> PartsOf(ActivityState state)
    {
        foreach (var attendance in state.Attendances.Values)
            yield return new Part(attendance.Who, CivilTime.MonthOf(attendance.CheckedInAt), 1, attendance.Credit(state.Plan), ServiceMinutes.Zero);
        foreach (var makeUp in state.MakeUps.Values)
        {
            if (state.MakeUpOf(makeUp.Person) is { Value: > 0 } minutes)
                yield return new Part(makeUp.Who, CivilTime.MonthOf(state.Plan.StartsAt), 0, ServiceMinutes.Zero, minutes);
        }
    }

    private static IEnumerable<FigureKey> KeysOf(ActivityState state, Part part)
    {
        yield return new FigureKey(Dimension.Area, state.Plan.OrganiserArea.ToString(), part.Month);
        yield return new FigureKey(Dimension.Home, part.Who.HomeArea.ToString(), part.Month);
        if (part.Who.Unit is { } unit)
            yield return new FigureKey(Dimension.Unit, unit.ToString(), part.Month);
    }

    private static Contribution Sum(ActivityState state, FigureKey key, IReadOnlyList<Part> parts) => new(
        state.Activity.Id,
        key,
        state.Plan.Category,
        parts.Sum(part => part.Visits),
        parts.Aggregate(ServiceMinutes.Zero, (sum, part) => sum + part.Credit),
        parts.Aggregate(ServiceMinutes.Zero, (sum, part) => sum + part.MakeUp),
        PersonSet.Of(parts.Select(part => part.Who.Number)),
        PersonSet.Of(parts.Where(part => part.Who.PartyMember).Select(part => part.Who.Number)))
    {
        Members = key.Dimension == Dimension.Unit
            ? [.. MemberFigures.Sum(parts.Select(part => new MemberFigures(part.Who.Person, part.Visits, part.Credit, part.MakeUp)))]
            : [],
    };

    /// <summary>What one fact says of one person.</summary>
    private sealed record Part(Participant Who, Month Month, int Visits, ServiceMinutes Credit, ServiceMinutes MakeUp);
}
