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
            state = state.After(s => Roster.SignUp(s, Given.Person(i), null, Given.Start.AddDays(-1))).State;
        state = state.After(s => RollCall.Record(
            s, Given.Person(1), Given.Start, Given.Start.AddHours(1), Given.Person(9).Person, Given.Start.AddHours(2))).State;

        var during = LiveParticipation.Of(state, Given.Start.AddHours(1));
        var after = LiveParticipation.Of(state, state.Plan.EndsAt);

        Assert.Equal((2, 1, 1, 1, 0), (during.SignedUp, during.Waiting, during.CheckedIn, during.CheckedOut, during.NoShow));
        Assert.Equal(1, after.NoShow);
        Assert.Equal(60, after.Minutes.Value);
        Assert.Equal(3, after.People.Length);
    }
}
