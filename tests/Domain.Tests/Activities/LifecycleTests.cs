using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;

namespace Outreach.Domain.Tests.Activities;

public sealed class LifecycleTests
{
    private static Result<Decision<Activity>> Close(ActivityState state) => Lifecycle.Close(state, Given.Start.AddDays(1));

    [Fact]
    public void Publishes_a_draft_even_when_it_is_over() =>
        Assert.Equal(ActivityStatus.Published, Given.Draft().After(Lifecycle.Publish).Answer.Status);

    [Fact]
    public void Changes_nothing_when_asked_again()
    {
        Assert.Empty(Lifecycle.Publish(Given.Published()).Must().Facts);
        var closed = Given.Published().After(Close).State;
        Assert.Empty(Close(closed).Must().Facts);
        var cancelled = Given.Published().After(Lifecycle.Cancel).State;
        Assert.Empty(Lifecycle.Cancel(cancelled).Must().Facts);
    }

    [Fact]
    public void Does_not_bring_a_cancelled_or_closed_activity_back()
    {
        Assert.Equal("activity-closed", Lifecycle.Publish(Given.Published().After(Close).State).RefusedWith());
        Assert.Equal("activity-closed", Lifecycle.Publish(Given.Published().After(Lifecycle.Cancel).State).RefusedWith());
        Assert.Equal("activity-closed", Close(Given.Published().After(Lifecycle.Cancel).State).RefusedWith());
        Assert.Equal("activity-closed", Lifecycle.Cancel(Given.Published().After(Close).State).RefusedWith());
    }

    [Fact]
    public void Does_not_close_a_draft() => Assert.Equal("activity-not-published", Close(Given.Draft()).RefusedWith());

    [Fact]
    public void Does_not_cancel_what_took_place()
    {
        var state = Given.Published().After(
            s => RollCall.Record(s, Given.Person(1), Given.Start, null, Given.Person(9).Person, Given.Start.AddHours(1))).State;
        Assert.Equal("already-attended", Lifecycle.Cancel(state).RefusedWith());
    }
}
