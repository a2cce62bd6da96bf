using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;

namespace Outreach.Domain.Tests.Attendance;

public sealed class DoorDeskTests
{
    private static readonly Result<CheckInCode> RightCode =
        CheckInCode.Issue(new byte[32], ActivityId.Parse("a1").Must(), CheckInKind.In, Given.Start);

    private static readonly Result<CheckInCode> WrongCode =
        CheckInCode.Check(new byte[32], "a1.1.x", ActivityId.Parse("a1").Must(), CheckInKind.In, Given.Start);

    private static ActivityState WithOnePerson(ActivityPlan? plan = null) =>
        Given.Published(plan).After(s => Roster.SignUp(s, Given.Applicant(1), null, OfferTerms.Default, Given.Start.AddDays(-1))).State;

    private static Result<Decision<CheckedIn>> CheckIn(ActivityState state, DateTimeOffset now, uint person = 1, Location? where = null) =>
        DoorDesk.CheckIn(state, Given.Person(person).Person, RightCode, where, now);

    [Fact]
    public void Opens_half_an_hour_before_the_start_and_ends_with_the_activity()
    {
        var state = WithOnePerson();
        var opens = Given.Start.AddMinutes(-30);
        Assert.Equal("not-yet-open", CheckIn(state, opens.AddTicks(-1)).RefusedWith());
        Assert.True(CheckIn(state, opens).TryGet(out _, out _));
        Assert.True(CheckIn(state, state.Plan.EndsAt.AddTicks(-1)).TryGet(out _, out _));
        Assert.Equal("activity-closed", CheckIn(state, state.Plan.EndsAt).RefusedWith());
    }

    [Fact]
    public void Refuses_who_holds_no_place()
    {
        var full = WithOnePerson(Given.Plan(capacity: 1))
            .After(s => Roster.SignUp(s, Given.Applicant(2), null, OfferTerms.Default, Given.Start.AddDays(-1))).State;
        Assert.Equal("not-signed-up", CheckIn(full, Given.Start, person: 2).RefusedWith());
        Assert.Equal("not-signed-up", CheckIn(full, Given.Start, person: 3).RefusedWith());
    }

    [Fact]
    public void Gives_the_same_answer_again_even_when_the_code_has_expired_since()
    {
        var (state, first) = WithOnePerson().After(s => CheckIn(s, Given.Start));
        var again = DoorDesk.CheckIn(state, Given.Person(1).Person, WrongCode, null, Given.Start.AddHours(1)).Must();
        Assert.Equal(first with { IsNew = false }, again.Answer);
        Assert.Empty(again.Facts);
    }

    [Fact]
    public void Refuses_a_wrong_code() => Assert.Equal(
        "code-expired", DoorDesk.CheckIn(WithOnePerson(), Given.Person(1).Person, WrongCode, null, Given.Start).RefusedWith());

    [Fact]
    public void Refuses_who_is_farther_from_the_venue_than_its_radius()
    {
        var venue = Location.Of(40.0763, 113.2983).Must();
        var state = WithOnePerson(Given.Plan() with { Venue = new Venue("社区", venue, 100) });
        Assert.Equal("outside-the-venue", CheckIn(state, Given.Start, where: Location.Of(40.0773, 113.2983).Must()).RefusedWith());
        Assert.Equal("outside-the-venue", CheckIn(state, Given.Start).RefusedWith());
        Assert.True(CheckIn(state, Given.Start, where: Location.Of(40.0771, 113.2983).Must()).TryGet(out _, out _));
    }

    [Theory]
    [InlineData(100, 40.0771, 89)]
    [InlineData(200, 40.0773, 111)]
    [InlineData(null, 40.0773, null)]
    public void Keeps_the_distance_where_the_venue_asks_and_never_the_place(int? radius, double latitude, int? metres)
    {
        var state = WithOnePerson(Given.Plan() with { Venue = new Venue("社区", Location.Of(40.0763, 113.2983).Must(), radius) });
        state = state.After(s => CheckIn(s, Given.Start, where: Location.Of(latitude, 113.2983).Must())).State;
        Assert.Equal(metres, state.Attendances[Given.Person(1).Person].DistanceMetres);
    }

    [Fact]
    public void Credits_whole_minutes_within_the_activity_only()
    {
        var state = WithOnePerson().After(s => CheckIn(s, Given.Start.AddMinutes(-20))).State;
        var (after, left) = state.After(s => DoorDesk.CheckOut(s, Given.Person(1).Person, RightCode, Given.Start.AddSeconds(3599)));
        Assert.Equal(59, left.Minutes.Value);
        Assert.Equal(59, after.Attendances[Given.Person(1).Person].Credit(after.Plan).Value);

        var late = state.After(s => DoorDesk.CheckOut(s, Given.Person(1).Person, RightCode, Given.Start.AddHours(9))).Answer;
        Assert.Equal(150, late.Minutes.Value);
    }

    [Fact]
    public void Checks_out_once_and_only_who_checked_in()
    {
        var state = WithOnePerson();
        Assert.Equal("not-checked-in", DoorDesk.CheckOut(state, Given.Person(1).Person, RightCode, Given.Start).RefusedWith());
        state = state.After(s => CheckIn(s, Given.Start)).State;
        (state, var first) = state.After(s => DoorDesk.CheckOut(s, Given.Person(1).Person, RightCode, Given.Start.AddHours(1)));
        var again = DoorDesk.CheckOut(state, Given.Person(1).Person, WrongCode, Given.Start.AddHours(2)).Must();
        Assert.Equal(first with { IsNew = false }, again.Answer);
    }

    [Fact]
    public void Lets_nobody_leave_before_they_came_by_the_clock_of_another_host()
    {
        var state = WithOnePerson().After(s => CheckIn(s, Given.Start.AddSeconds(90))).State;
        var (after, left) = state.After(s => DoorDesk.CheckOut(s, Given.Person(1).Person, RightCode, Given.Start.AddSeconds(10)));
        Assert.Equal((Given.Start.AddSeconds(90), 0), (left.At, left.Minutes.Value));
        Assert.Equal(left.At, after.Attendances[Given.Person(1).Person].CheckedOutAt);
    }

    [Fact]
    public void Gives_no_credit_where_the_activity_is_no_service()
    {
        var state = WithOnePerson(Given.Plan(serviceCounts: false)).After(s => CheckIn(s, Given.Start)).State;
        Assert.Equal(0, state.After(s => DoorDesk.CheckOut(s, Given.Person(1).Person, RightCode, Given.Start.AddHours(1))).Answer.Minutes.Value);
    }
}
