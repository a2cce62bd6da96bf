using System.Collections.Immutable;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;

namespace Outreach.Domain.Participation;

/// <summary>A place where figures are kept: what they count by, the code of the area or unit, and the month in Pingcheng.</summary>
public sealed record FigureKey(Dimension Dimension, string Code, Month Month)
{
    /// <summary>Whose figures these are, so that a district's night has only to do with its own.</summary>
    public FigureDistrict District => FigureDistrict.Of(Dimension, Code);
}

/// <summary>What one activity adds to the figures of one key.</summary>
/// <param name="Visits">Attendances whose check-in falls into the month.</param>
/// <param name="MakeUpMinutes">Approved ones.</param>
/// <param name="People">Who attended, or got time made up: the people's dense numbers.</param>
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
    /// <summary>The people one by one, for a unit alone: it is told what each of its members did. Who was erased counts without being told.</summary>
    public ImmutableArray<MemberFigures> Members { get; init; } = [];

    public OutreachFigures Outreach { get; init; } = OutreachFigures.None;

    /// <summary>Attendances and approved make-ups that were recorded after the last day for it (Order 67 Art 11).</summary>
    public int Late { get; init; }
}

/// <summary>Works out what an activity's facts add to the figures, from nothing but those facts.</summary>
public static class Contributions
{
    /// <summary>
    /// One contribution for each key that somebody's attendance, an approved make-up or the activity's results touch; none for an
    /// activity without any. Make-ups and results count in the month of the start.
    /// </summary>
    public static ImmutableArray<Contribution> Of(ActivityState state, RecordingDeadline deadline)
    {
        var start = CivilTime.MonthOf(state.Plan.StartsAt);
        var attendances = ByKey(state.Attendances.Values, a => KeysOf(state, a.Who, CivilTime.MonthOf(a.CheckedInAt)));
        var makeUps = ByKey(state.MakeUps.Values.Where(m => m.Status == AmendmentStatus.Approved), m => KeysOf(state, m.Who, start));
        var results = ByKey<OutreachResults>(state.Results is { } entered ? [entered] : [], _ => [OrganisersKey(state, start)]);
        return
        [
            .. KeysOf(attendances).Union(KeysOf(makeUps)).Union(KeysOf(results))
                .Select(key => Sum(state, key, [.. attendances[key]], [.. makeUps[key]], results[key].Select(OutreachFigures.Of), deadline))
                .OrderBy(c => c.Key.Dimension).ThenBy(c => c.Key.Code, StringComparer.Ordinal).ThenBy(c => c.Key.Month),
        ];
    }

    private static FigureKey OrganisersKey(ActivityState state, Month month) => new(Dimension.Area, state.Plan.OrganiserArea.ToString(), month);

    private static IEnumerable<FigureKey> KeysOf(ActivityState state, Participant who, Month month)
    {
        yield return OrganisersKey(state, month);
        yield return new FigureKey(Dimension.Home, who.HomeArea.ToString(), month);
        if (who.Unit is { } unit)
            yield return new FigureKey(Dimension.Unit, unit.ToString(), month);
    }

    private static ILookup<FigureKey, T> ByKey<T>(IEnumerable<T> facts, Func<T, IEnumerable<FigureKey>> keys) => facts
        .SelectMany(fact => keys(fact).Select(key => (Key: key, Fact: fact)))
        .ToLookup(x => x.Key, x => x.Fact);

    private static IEnumerable<FigureKey> KeysOf<T>(ILookup<FigureKey, T> facts) => facts.Select(group => group.Key);

    private static Contribution Sum(
        ActivityState state,
        FigureKey key,
        IReadOnlyList<AttendanceFact> attendances,
        IReadOnlyList<MakeUp> makeUps,
        IEnumerable<OutreachFigures> results,
        RecordingDeadline deadline)
    {
        Participant[] people = [.. attendances.Select(a => a.Who), .. makeUps.Select(m => m.Who)];
        return new Contribution(
            state.Activity.Id,
            key,
            state.Plan.Category,
            attendances.Count,
            attendances.Aggregate(ServiceMinutes.Zero, (sum, a) => sum + a.Credit(state.Plan)),
            makeUps.Aggregate(ServiceMinutes.Zero, (sum, m) => sum + state.MakeUpOf(m.Person)),
            PersonSet.Of(people.Select(who => who.Number)),
            PersonSet.Of(people.Where(who => who.PartyMember).Select(who => who.Number)))
        {
            Members = key.Dimension == Dimension.Unit
                ? [.. MemberFigures.Sum(MembersOf(state, attendances, makeUps))]
                : [],
            Outreach = OutreachFigures.Sum(results),
            Late = attendances.Select(a => a.RecordedAt).Concat(makeUps.Select(m => m.EnteredAt))
                .Count(at => deadline.IsMissed(state.Plan.EndsAt, at)),
        };
    }

    private static IEnumerable<MemberFigures> MembersOf(
        ActivityState state, IEnumerable<AttendanceFact> attendances, IEnumerable<MakeUp> makeUps) =>
    [
        .. attendances.Where(a => a.Who is not { Erased: true }).Select(a => MemberFigures.Of(a, state.Plan)),
        .. makeUps.Where(m => m.Who is not { Erased: true }).Select(m => MemberFigures.Of(m, state)),
    ];
}
