using System.Collections.Immutable;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;

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
    /// <summary>One contribution for each key that somebody's attendance touches; none for an activity without attendance.</summary>
    public static ImmutableArray<Contribution> Of(ActivityState state) =>
    [
        .. state.Attendances.Values
            .SelectMany(attendance => KeysOf(state, attendance).Select(key => (Key: key, Attendance: attendance)))
            .GroupBy(x => x.Key, x => x.Attendance)
            .Select(group => Sum(state, group.Key, [.. group]))
            .OrderBy(c => c.Key.Dimension).ThenBy(c => c.Key.Code, StringComparer.Ordinal).ThenBy(c => c.Key.Month),
    ];

    private static IEnumerable<FigureKey> KeysOf(ActivityState state, AttendanceFact attendance)
    {
        var month = CivilTime.MonthOf(attendance.CheckedInAt);
        yield return new FigureKey(Dimension.Area, state.Plan.OrganiserArea.ToString(), month);
        yield return new FigureKey(Dimension.Home, attendance.Who.HomeArea.ToString(), month);
        if (attendance.Who.Unit is { } unit)
            yield return new FigureKey(Dimension.Unit, unit.ToString(), month);
    }

    private static Contribution Sum(ActivityState state, FigureKey key, IReadOnlyList<AttendanceFact> attendances) => new(
        state.Activity.Id,
        key,
        state.Plan.Category,
        attendances.Count,
        attendances.Aggregate(ServiceMinutes.Zero, (sum, a) => sum + a.Credit(state.Plan)),
        ServiceMinutes.Zero,
        PersonSet.Of(attendances.Select(a => a.Who.Number)),
        PersonSet.Of(attendances.Where(a => a.Who.PartyMember).Select(a => a.Who.Number)))
    {
        Members = key.Dimension == Dimension.Unit ? [.. attendances.Select(a => MemberFigures.Of(a, state.Plan))] : [],
    };
}
