using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;

namespace Outreach.Domain.Tests.Attendance;

public sealed class AutomaticCheckOutTests
{
    private static readonly DateTimeOffset End = Given.Plan().EndsAt;

    private static ActivityState In(params uint[] people) => people.Aggregate(Given.Published(), (state, number) => state.After(s => RollCall.Record(
        s, Given.Person(number), Given.Start.AddMinutes(30), null, Given.Id(9), Given.Start.AddHours(1))).State);

    [Fact]
    public void Checks_out_with_the_end_whoever_forgot_and_nobody_else()
    {
        var state = In(1, 2).After(s => RollCall.Record(s, Given.Person(2), Given.Start, Given.Start.AddHours(1), Given.Id(9), End)).State;
        (state, var people) = state.After(s => AutomaticCheckOut.Decide(s, End.AddMinutes(30)));
        Assert.Equal(1, people);
        var forgot = state.Attendances[Given.Id(1)];
        Assert.Equal((End, AttendanceMethod.Automatic, 120L), (
            forgot.CheckedOutAt!.Value, forgot.CheckOutMethod!.Value, forgot.Credit(state.Plan).Value));
        Assert.Equal(Given.Start.AddHours(1), state.Attendances[Given.Id(2)].CheckedOutAt);
        Assert.Empty(AutomaticCheckOut.Decide(state, End.AddDays(1)).Must().Facts);
    }

    [Fact]
    public void Does_nothing_before_the_end() => Assert.Empty(AutomaticCheckOut.Decide(In(1), End.AddTicks(-1)).Must().Facts);

    [Fact]
    public void Gives_who_checks_out_after_it_what_stands()
    {
        var state = In(1).After(s => AutomaticCheckOut.Decide(s, End)).State;
        var late = DoorDesk.CheckOut(state, Given.Id(1), Refusal.Invalid("code-expired"), End.AddHours(1)).Must();
        Assert.Equal((End, false), (late.Answer.At, late.Answer.IsNew));
        Assert.Empty(late.Facts);
    }

    [Theory]
    [InlineData(60, 30)]
    [InlineData(150, 120)]
    [InlineData(300, 120)]
    public void Closing_checks_out_with_the_end_or_when_it_is_closed_before_that(int minutes, long credit)
    {
        var (state, closed) = In(1).After(s => Lifecycle.Close(s, Given.Start.AddMinutes(minutes)));
        Assert.Equal(ActivityStatus.Closed, closed.Status);
        Assert.Equal(credit, state.Attendances[Given.Id(1)].Credit(state.Plan).Value);
    }

    [Fact]
    public void Closing_goes_on_until_nobody_is_in()
    {
        var state = In([.. Enumerable.Range(10, 200).Select(number => (uint)number)]);
        var rounds = 0;
        for (; state.Activity.Status != ActivityStatus.Closed; rounds++)
        {
            var decision = Lifecycle.Close(state, End).Must();
            Assert.InRange(decision.Facts.Length, 1, 98);
            state = state.Apply(decision.Facts);
        }

        Assert.Equal(3, rounds);
        Assert.All(state.Attendances.Values, a => Assert.Equal(End, a.CheckedOutAt));
    }
}
