using CsCheck;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Domain.Territory;

namespace Outreach.Domain.Tests.Participation;

public sealed class FiguresTests
{
    private static readonly Month February = Month.Parse("2023-02").Must();

    private static ActivityState Attended(string id, string area, params Participant[] people)
    {
        var plan = Given.Plan() with { OrganiserArea = AreaCode.Parse(area).Must() };
        var state = ActivityState.Of(new Activity(
            ActivityId.Parse(id).Must(), plan, ActivityStatus.Published, Given.Person(9).Person, Given.Start));
        return people.Aggregate(state, (s, who) => s.After(x => RollCall.Record(
            x, who, plan.StartsAt, plan.EndsAt, Given.Person(9).Person, plan.EndsAt.AddDays(1))).State);
    }

    private static MakeUp MakeUp(ActivityState state, uint person, long minutes) => new(
        AmendmentId.FromBytes(state.Activity.Id, [0, 0, 0, 0, (byte)person]), Given.Person(person), ServiceMinutes.Of(minutes).Must(), "补录",
        Given.Id(9), state.Plan.EndsAt);

    private static ActivityState MadeUp(ActivityState state, uint person, long minutes)
    {
        var (entered, makeUp) = state.After(s => Amendments.Enter(s, MakeUp(s, person, minutes)));
        return entered.After(s => Amendments.Decide<MakeUp>(s, makeUp.Amendment.Id, new Verdict(true, Given.Id(8), s.Plan.EndsAt))).State;
    }

    private static ActivityState WithResults(ActivityState state, ResultsDraft draft) =>
        state.After(s => OutreachResults.Enter(s, draft.Check(Given.Id(9), s.Plan.StartsAt).Must())).State;

    private static Figures Fold(string area, IEnumerable<Contribution> own, params Figures[] below) => Figures.Fold(
        new FigureKey(Dimension.Area, area, February), [.. own.Where(c => c.Key.Dimension == Dimension.Area && c.Key.Code == area)], below);

    [Fact]
    public void Contributes_to_the_organising_area_the_home_areas_and_the_units()
    {
        var state = Attended(
            "a1",
            "140213066005",
            Given.Person(1, "140213066001"),
            Given.Person(2, "140213053012", "91110000600037341L", partyMember: true),
            Given.Person(3, "140213053012"));

        var contributions = Contributions.Of(state, Given.Deadline);

        Assert.Equal(
            ["Area 140213066005 3", "Home 140213053012 2", "Home 140213066001 1", "Unit 91110000600037341L 1"],
            contributions.Select(c => $"{c.Key.Dimension} {c.Key.Code} {c.Visits}"));
        Assert.Equal(450, contributions[0].CreditMinutes.Value);
        Assert.Equal([2u], contributions[0].PartyMembers);
    }

    [Fact]
    public void Keeps_make_up_apart_and_counts_its_people_but_no_visit()
    {
        var state = MadeUp(MadeUp(Attended("a1", "140213066005", Given.Person(1)), 2, 45), 4, 30);
        var pending = Amendments.Enter(state, MakeUp(state, 3, 60)).Must();
        var contributions = Contributions.Of(state.Apply(pending.Facts), Given.Deadline);

        var area = contributions.Single(c => c.Key.Dimension == Dimension.Area);
        Assert.Equal((1, 150L, 75L), (area.Visits, area.CreditMinutes.Value, area.MakeUpMinutes.Value));
        Assert.Equal([1u, 2u, 4u], area.People.Order());
        var folded = Fold("140213066005", contributions);
        Assert.Equal((1, 1, 150L, 75L, 225L), (
            folded.Activities, folded.Visits, folded.CreditMinutes.Value, folded.MakeUpMinutes.Value, folded.ByCategory[0].Minutes.Value));
    }

    [Fact]
    public void Sums_results_up_the_tree_of_the_organising_areas_alone()
    {
        var first = WithResults(
            Attended("a1", "140213066005", Given.Person(1)), new ResultsDraft(Leaflets: 200, HeadCounts: [new("一班", 40), new("二班", 42)]));
        var second = WithResults(Attended("a2", "140213066006"), new ResultsDraft(Leaflets: 50, PeopleReached: 80, Consultations: 12, Leads: 3));
        var contributions = Contributions.Of(first, Given.Deadline).Concat(Contributions.Of(second, Given.Deadline)).ToList();

        var street = Fold("140213066", [], Fold("140213066005", contributions), Fold("140213066006", contributions));
        Assert.Equal(new OutreachFigures(250, 80, 12, 3, 82), street.Outreach);
        Assert.Equal((2, 1, 150L), (street.Activities, street.Visits, street.CreditMinutes.Value));
        Assert.All(contributions.Where(c => c.Key.Dimension != Dimension.Area), c => Assert.Equal(OutreachFigures.None, c.Outreach));
    }

    [Fact]
    public void Counts_the_month_of_the_check_in_in_Pingcheng()
    {
        // 2023-02-28T16:30Z is half past midnight of 1 March there.
        var start = new DateTimeOffset(2023, 2, 28, 16, 30, 0, TimeSpan.Zero);
        var plan = Given.Plan() with { StartsAt = start, EndsAt = start.AddHours(1) };
        var state = Given.Published(plan).After(
            s => RollCall.Record(s, Given.Person(1), start, null, Given.Person(9).Person, start.AddDays(1))).State;
        Assert.All(Contributions.Of(state, Given.Deadline), c => Assert.Equal("2023-03", c.Key.Month.ToString()));
    }

    [Fact]
    public void Counts_who_attends_in_two_communities_once_in_the_street()
    {
        var first = Contributions.Of(Attended("a1", "140213066005", Given.Person(1), Given.Person(2)), Given.Deadline);
        var second = Contributions.Of(Attended("a2", "140213066006", Given.Person(2), Given.Person(3)), Given.Deadline);

        var street = Fold("140213066", [], Fold("140213066005", first), Fold("140213066006", second));

        Assert.Equal(3, street.People.Count);
        Assert.Equal(4, street.Visits);
        Assert.Equal(2, street.Activities);
        Assert.Equal(600, street.CreditMinutes.Value);
        Assert.Equal([2, 2], street.Children.Select(child => child.People));
    }

    [Fact]
    public void Adds_what_the_area_itself_organised_to_what_stands_below()
    {
        var own = Contributions.Of(Attended("a1", "140213066", Given.Person(1)), Given.Deadline);
        var below = Contributions.Of(Attended("a2", "140213066005", Given.Person(1)), Given.Deadline);
        var street = Fold("140213066", own, Fold("140213066005", below));
        Assert.Equal((2, 2, 1), (street.Activities, street.Visits, street.People.Count));
        var category = Assert.Single(street.ByCategory);
        Assert.Equal((2, 2, 300L), (category.Activities, category.Visits, category.Minutes.Value));
    }

    [Fact]
    public void Comes_to_the_same_whether_the_tree_is_folded_or_the_facts_are_counted() =>
        Gen.Select(Gen.Int[0, 3], Gen.UInt[1, 30]).List[0, 80].Sample(visits =>
        {
            string[] areas = ["140213066005", "140213066006", "140213053004", "140213"];
            var contributions = visits.GroupBy(v => v.Item1).SelectMany(group =>
            {
                var people = group.Select(v => v.Item2).Distinct().Select(n => Given.Person(n));
                return Contributions.Of(Attended($"a{group.Key}", areas[group.Key], [.. people]), Given.Deadline);
            }).ToList();

            var district = Fold(
                "140213",
                contributions,
                Fold("140213066", contributions, Fold(areas[0], contributions), Fold(areas[1], contributions)),
                Fold("140213053", contributions, Fold(areas[2], contributions)));

            Assert.Equal(visits.Distinct().Count(), district.Visits);
            Assert.Equal(visits.Select(v => v.Item2).Distinct().Order(), district.People);
            Assert.Equal(visits.Distinct().Count() * 150L, district.CreditMinutes.Value);
            Assert.Equal(visits.Select(v => v.Item1).Distinct().Count(), district.Activities);
        });

    [Theory]
    [InlineData(Dimension.Area, "140213066005", "140213")]
    [InlineData(Dimension.Home, "110101", "110101")]
    [InlineData(Dimension.Unit, "91110000600037341L", "110000")]
    public void Has_each_key_in_the_district_that_its_code_names(Dimension dimension, string code, string district)
    {
        var found = new FigureKey(dimension, code, February).District;
        Assert.Equal(district, found.Value);
        Assert.Equal(found, FigureDistrict.Parse(district).Must());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("14021")]
    [InlineData("1402133")]
    [InlineData("14021a")]
    [InlineData("140:13")]
    public void Refuses_what_is_no_district_of_figures(string? text) => Assert.False(FigureDistrict.Parse(text).TryGet(out _, out _));

    [Fact]
    public void Gives_a_star_for_each_threshold_reached()
    {
        Assert.Equal(0, Stars.Default.Of(ServiceMinutes.Of((100 * 60) - 1).Must()));
        Assert.Equal(1, Stars.Default.Of(ServiceMinutes.Of(100 * 60).Must()));
        Assert.Equal(5, Stars.Default.Of(ServiceMinutes.Of(1500 * 60).Must()));
    }
}
