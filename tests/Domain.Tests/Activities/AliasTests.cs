using System.Collections.Immutable;
using CsCheck;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;
using Outreach.Domain.People;

namespace Outreach.Domain.Tests.Activities;

public sealed class AliasTests
{
    /// <summary>Person 2 turned out to be person 1.</summary>
    private static readonly Aliases TwoIsOne = new(ImmutableDictionary<PersonId, Survivor>.Empty.Add(Given.Id(2), new Survivor(Given.Id(1), 1)));

    [Fact]
    public void Is_the_same_state_where_nobody_is_an_alias()
    {
        var state = Given.Attended(null, Given.Person(1), Given.Person(3));
        Assert.Same(state, state.As(TwoIsOne));
        Assert.Same(state, state.As(Aliases.None));
    }

    [Fact]
    public void Says_of_who_remains_what_was_said_of_the_alias_as_it_was_then()
    {
        var state = Given.Attended(null, Given.Person(2, "140213053012", "91110000600037341L", partyMember: true), Given.Person(3)).As(TwoIsOne);
        var who = state.Attendances[Given.Id(1)].Who;
        Assert.Equal(Given.Person(1, "140213053012", "91110000600037341L", partyMember: true), who);
        Assert.Equal([Given.Id(1), Given.Id(3)], state.Attendances.Keys.OrderBy(id => id.Value, StringComparer.Ordinal));
        var unit = Contributions.Of(state, Given.Deadline).Single(c => c.Key.Dimension == Dimension.Unit);
        Assert.Equal(Given.Id(1), Assert.Single(unit.Members).Person);
        Assert.Equal([1u], unit.People);
    }

    [Theory]
    [InlineData(60, 90, 90)]
    [InlineData(90, 60, 90)]
    [InlineData(60, 60, 60)]
    public void Lets_the_longer_of_two_attendances_stand(int own, int alias, long credit)
    {
        var state = With(With(Given.Published(), 1, own), 2, alias).As(TwoIsOne);
        Assert.Equal((1, credit), (state.Attendances.Count, state.CreditOf(Given.Id(1)).Value));
    }

    [Theory]
    [InlineData(60, 30, 60, true, 60)]
    [InlineData(60, 120, 30, true, 90)]
    [InlineData(60, 120, 30, false, 30)]
    public void Never_makes_up_more_than_the_activity_leaves(int credit, int alias, int own, bool aliasIsApproved, long counted)
    {
        var state = With(Given.Published(), 1, credit);
        state = MadeUp(MadeUp(state, 1, own, approved: true), 2, alias, aliasIsApproved).As(TwoIsOne);
        Assert.Equal(counted, state.MakeUpOf(Given.Id(1)).Value);
    }

    [Fact]
    public void Counts_each_person_once_and_no_minute_twice_whoever_was_merged() => Gen.Select(
        Gen.Select(Gen.UInt[1, 6], Gen.Int[0, 150]).Array[0, 6], Gen.UInt[1, 6].Array[0, 4]).Sample((attendances, merged) =>
    {
        var state = attendances.DistinctBy(a => a.Item1).Aggregate(Given.Published(), (s, a) => With(s, a.Item1, a.Item2));
        var aliases = new Aliases(merged.Distinct().ToImmutableDictionary(Given.Id, _ => new Survivor(Given.Id(9), 9)));
        var people = state.Attendances.Keys.GroupBy(aliases.SurvivorOf).ToList();
        var area = Contributions.Of(state.As(aliases), Given.Deadline).Where(c => c.Key.Dimension == Dimension.Area).ToList();
        Assert.Equal((people.Count, people.Count), (area.Sum(c => c.Visits), area.Sum(c => c.People.Count)));
        Assert.Equal(people.Sum(ids => ids.Max(id => state.CreditOf(id).Value)), area.Sum(c => c.CreditMinutes.Value));
    });

    private static ActivityState With(ActivityState state, uint person, int minutes) => state.Apply(new AttendanceFact(
        Given.Person(person), state.Plan.StartsAt, AttendanceMethod.RollCall, state.Plan.StartsAt.AddMinutes(minutes), AttendanceMethod.RollCall,
        state.Plan.EndsAt, Given.Id(9)));

    private static ActivityState MadeUp(ActivityState state, uint person, int minutes, bool approved)
    {
        var id = AmendmentId.FromBytes(state.Activity.Id, [0, 0, 0, 0, (byte)person]);
        var entered = new MakeUp(id, Given.Person(person), ServiceMinutes.Of(minutes).Must(), "补录", Given.Id(9), state.Plan.EndsAt);
        return state.Apply(entered with { Verdict = approved ? new Verdict(true, Given.Id(8), state.Plan.EndsAt) : null });
    }
}
