using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;

namespace Outreach.Domain.Tests.Participation;

public sealed class LiveParticipationTests
{
    [Fact]
    public void Counts_no_shows_only_once_the_activity_is_over()
    {
        var state = Given.Published(Given.Plan(capacity: 2));
        for (var i = 1u; i <= 3; i++)
            state = state.After(s => Roster.SignUp(s, Given.Applicant(i), null, OfferTerms.Default, Given.Start.AddDays(-1))).State;
        state = state.After(s => RollCall.Record(
            s, Given.Person(1), Given.Start, Given.Start.AddHours(1), Given.Person(9).Person, Given.Start.AddHours(2))).State;

        var during = LiveParticipation.Of(state, Given.Start.AddHours(1));
        var after = LiveParticipation.Of(state, state.Plan.EndsAt);

        Assert.Equal((2, 0, 1, 1, 1, 0), (during.SignedUp, during.Offered, during.Waiting, during.CheckedIn, during.CheckedOut, during.NoShow));
        Assert.Equal(1, after.NoShow);
        Assert.Equal(60, after.Minutes.Value);
        Assert.Equal(3, after.People.Length);
    }

    [Fact]
    public void Counts_who_is_offered_a_place_apart_and_as_no_no_show()
    {
        var state = Given.Published(Given.Plan(capacity: 1));
        for (var i = 1u; i <= 2; i++)
            state = state.After(s => Roster.SignUp(s, Given.Applicant(i), null, OfferTerms.Default, Given.Start)).State;
        state = state.After(s => Roster.Cancel(s, Given.Person(1).Person, OfferTerms.Default, Given.Start)).State;

        var live = LiveParticipation.Of(state, state.Plan.EndsAt);

        Assert.Equal((0, 1, 0, 0), (live.SignedUp, live.Offered, live.Waiting, live.NoShow));
        Assert.Single(live.People);
    }

    [Theory]
    [InlineData(-10, 0, 0)]
    [InlineData(0, 0, 0)]
    [InlineData(59, 0, 0)]
    [InlineData(60, 1, 1)]
    [InlineData(754, 1, 12)]
    public void Counts_who_came_a_minute_after_the_start_or_later(int seconds, int late, long minutes)
    {
        var state = Given.Published().After(s => RollCall.Record(
            s, Given.Person(1), Given.Start.AddSeconds(seconds), null, Given.Person(9).Person, Given.Start.AddHours(1))).State;
        var live = LiveParticipation.Of(state, Given.Start.AddHours(1));
        Assert.Equal((late, minutes), (live.Late, Assert.Single(live.People).LateMinutes));
    }
}
