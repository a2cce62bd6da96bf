using Outreach.Domain.Activities;

namespace Outreach.Domain.Tests.Activities;

public sealed class EngagementsTests
{
    private static readonly DateTimeOffset Now = Given.Start.AddDays(-1);

    [Theory]
    [InlineData(-60, 0, false)]
    [InlineData(-60, 1, true)]
    [InlineData(30, 60, true)]
    [InlineData(149, 200, true)]
    [InlineData(150, 200, false)]
    public void Finds_what_is_at_the_same_time_with_the_ends_exclusive(int starts, int ends, bool overlaps)
    {
        var engaged = Enter(Engagements.None, "other", starts, ends).After;
        Assert.Equal(overlaps, engaged.Beside(Given.Published().Activity, Now).Any());
        Assert.Empty(engaged.Beside(Activity("other", 0, 150), Now));
        Assert.Empty(engaged.Beside(Given.Published().Activity, Given.Start.AddMinutes(ends)));
    }

    [Fact]
    public void Numbers_engagements_and_drops_what_is_replaced_over_or_gone()
    {
        var (one, first) = Enter(Engagements.None, "a1", 0, 60);
        var (two, second) = Enter(one, "a2", 60, 120);
        var (three, third) = two.Enter(Activity("a1", 0, 60), 0, [second], Now);
        Assert.Equal((1, 2, 3), (first.Number, second.Number, third.Number));
        Assert.Equal([third], three.All);
        var (four, fourth) = three.Enter(Activity("a4", 200, 300), 6, [], Given.Start.AddMinutes(60));
        Assert.Equal([fourth], four.All);
        Assert.Equal((7, 7), (fourth.Number, four.Without(fourth).Last));
        Assert.Empty(four.Without(fourth).All);
    }

    [Fact]
    public void Keeps_an_engagement_on_every_day_that_it_takes_some_time_of()
    {
        // From 14:30 to midnight in Pingcheng are 570 minutes.
        var (engaged, evening) = Enter(Engagements.None, "a1", 0, 570);
        (engaged, var night) = Enter(engaged, "a2", 570, 571);
        (engaged, var both) = Enter(engaged, "a3", 0, 2010);
        var (first, second) = (new DateOnly(2023, 2, 15), new DateOnly(2023, 2, 16));
        Assert.Equal([first, second], both.Days);
        Assert.Equal([evening, both], engaged.On(first).All);
        Assert.Equal([night, both], engaged.On(second).All);
        Assert.Equal([evening, both, night], Engagements.Of([engaged.On(first), engaged.On(second)]).All);
        Assert.Equal(3, Engagements.Of([engaged.On(first), engaged.On(second)]).Last);
        Assert.Same(Engagements.None, Engagements.Of([]));
    }

    [Fact]
    public void Stands_as_its_activity_says()
    {
        var state = Given.Published(Given.Plan(1));
        var engagement = Engagements.None.Enter(state.Activity, 0, [], Now).New;
        Assert.Equal(Standing.Open, StandingOf(state, 1, Now));
        Assert.Equal(Standing.Gone, StandingOf(state, 1, Now + Engagement.Life));

        state = SignUp(SignUp(state, 1), 2);
        Assert.Equal((Standing.Holds, Standing.Apart), (StandingOf(state, 1, Now), StandingOf(state, 2, Now)));

        state = state.After(s => Roster.Cancel(s, Given.Person(1).Person, OfferTerms.Default, Now)).State;
        Assert.Equal(SignUpStatus.Offered, state.SignUps[Given.Person(2).Person].Status);
        Assert.Equal((Standing.Gone, Standing.Apart), (StandingOf(state, 1, Now), StandingOf(state, 2, Now)));

        state = SignUp(state, 2);
        Assert.Equal(Standing.Holds, StandingOf(state, 2, Now));
        Assert.Equal(Standing.Gone, StandingOf(state.After(Lifecycle.Cancel).State, 2, Now));

        Standing StandingOf(ActivityState s, uint person, DateTimeOffset now) => engagement.StandingOf(s, Given.Person(person).Person, now);
        static ActivityState SignUp(ActivityState s, uint person) =>
            s.After(x => Roster.SignUp(x, Given.Applicant(person), null, OfferTerms.Default, Now, engagement: 1)).State;
    }

    [Fact]
    public void Covers_one_sign_up_at_the_times_that_it_names_for_half_of_its_life()
    {
        var state = Given.Published();
        var engagement = Engagements.None.Enter(state.Activity, 0, [], Now).New;
        Assert.True(Covers(state, Now));
        Assert.False(Covers(state, Now + (Engagement.Life / 2)));
        Assert.False(Covers(state.Apply(state.Activity with { Plan = state.Plan with { StartsAt = Now } }), Now));
        Assert.False(Covers(state.After(s => Roster.SignUp(s, Given.Applicant(1), null, OfferTerms.Default, Now, engagement: 1)).State, Now));

        bool Covers(ActivityState s, DateTimeOffset now) => engagement.Covers(s, Given.Person(1).Person, now);
    }

    private static (Engagements After, Engagement New) Enter(Engagements engagements, string id, int starts, int ends) =>
        engagements.Enter(Activity(id, starts, ends), 0, [], Now);

    private static Activity Activity(string id, int starts, int ends) => Given.Published().Activity with
    {
        Id = ActivityId.Parse(id).Must(),
        Plan = Given.Plan() with { StartsAt = Given.Start.AddMinutes(starts), EndsAt = Given.Start.AddMinutes(ends) },
    };
}
