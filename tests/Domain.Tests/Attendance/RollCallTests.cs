using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;

namespace Outreach.Domain.Tests.Attendance;

public sealed class RollCallTests
{
    private static readonly DateTimeOffset DayAfter = Given.Start.AddDays(1);

    private static Result<Decision<RollCallOutcome>> Record(
        ActivityState state, DateTimeOffset from, DateTimeOffset? to, DateTimeOffset? now = null) =>
        RollCall.Record(state, Given.Person(1), from, to, Given.Person(9).Person, now ?? DayAfter);

    [Fact]
    public void Records_whoever_was_there_signed_up_or_not()
    {
        var (state, outcome) = Given.Published().After(s => Record(s, Given.Start, Given.Start.AddHours(1)));
        Assert.Equal(RollCallOutcome.Recorded, outcome);
        Assert.Equal(60, state.Attendances[Given.Person(1).Person].Credit(state.Plan).Value);
    }

    [Fact]
    public void Leaves_what_stands_and_adds_only_a_check_out_that_is_missing()
    {
        var state = Given.Published().After(s => Record(s, Given.Start, null)).State;
        (state, var added) = state.After(s => Record(s, Given.Start.AddMinutes(30), Given.Start.AddHours(1)));
        Assert.Equal(RollCallOutcome.Recorded, added);
        Assert.Equal(Given.Start, state.Attendances[Given.Person(1).Person].CheckedInAt);

        var again = Record(state, Given.Start, Given.Start.AddHours(2)).Must();
        Assert.Equal(RollCallOutcome.AlreadyRecorded, again.Answer);
        Assert.Empty(again.Facts);
    }

    [Fact]
    public void Refuses_times_that_cannot_be()
    {
        var state = Given.Published();
        Assert.Equal("outside-the-activity", Record(state, Given.Start.AddMinutes(-31), null).RefusedWith());
        Assert.Equal("outside-the-activity", Record(state, state.Plan.EndsAt, null).RefusedWith());
        Assert.Equal("end-before-start", Record(state, Given.Start, Given.Start).RefusedWith());
        Assert.Equal("in-the-future", Record(state, Given.Start.AddMinutes(1), null, now: Given.Start).RefusedWith());
        Assert.Equal("in-the-future", Record(state, Given.Start, Given.Start.AddHours(1), now: Given.Start.AddMinutes(1)).RefusedWith());
    }

    [Fact]
    public void Refuses_a_draft_and_a_closed_activity()
    {
        Assert.Equal("activity-not-published", Record(Given.Draft(), Given.Start, null).RefusedWith());
        Assert.Equal("activity-closed", Record(Given.Published().After(s => Lifecycle.Close(s, DayAfter)).State, Given.Start, null).RefusedWith());
    }
}
