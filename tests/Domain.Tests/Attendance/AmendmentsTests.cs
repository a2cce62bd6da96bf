using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;

namespace Outreach.Domain.Tests.Attendance;

public sealed class AmendmentsTests
{
    private const uint Organiser = 9;
    private const uint Reviewer = 8;

    private static readonly DateTimeOffset DayAfter = Given.Start.AddDays(1);

    private static AmendmentId Id(byte last) => AmendmentId.FromBytes(ActivityId.Parse("a1").Must(), [1, 2, 3, 4, last]);

    private static MakeUp MakeUp(byte id, long minutes = 60, string reason = "手机没电", DateTimeOffset? at = null) =>
        new(Id(id), Given.Person(1), ServiceMinutes.Of(minutes).Must(), reason, Given.Id(Organiser), at ?? DayAfter);

    private static Correction Correction(byte id, DateTimeOffset? from = null, DateTimeOffset? to = null, bool absent = false) =>
        new(Id(id), Given.Person(1), from, to, absent, "记错了", Given.Id(Organiser), DayAfter);

    private static Verdict Approves(uint by = Reviewer) => new(true, Given.Id(by), DayAfter.AddHours(1));

    private static Verdict Rejects(uint by = Reviewer) => new(false, Given.Id(by), DayAfter.AddHours(1));

    [Theory]
    [InlineData(0, "out-of-range")]
    [InlineData(1, null)]
    [InlineData(150, null)]
    [InlineData(151, "out-of-range")]
    public void Makes_up_at_most_the_activitys_length(long minutes, string? rule) => Assert.Equal(
        rule ?? $"decided {new Entered<MakeUp>(MakeUp(1, minutes), IsNew: true)}",
        Amendments.Enter(Given.Published(), MakeUp(1, minutes)).RefusedWith());

    [Fact]
    public void Makes_up_no_more_than_the_length_leaves_beside_the_credit_even_when_a_check_out_comes_later()
    {
        Assert.Equal("nothing-to-make-up", Amendments.Enter(Given.Attended(people: Given.Person(1)), MakeUp(1, 1)).RefusedWith());
        var state = Given.Published().After(s => RollCall.Record(s, Given.Person(1), Given.Start.AddHours(1), null, Given.Id(9), DayAfter)).State
            .After(s => Amendments.Enter(s, MakeUp(1, 150))).State
            .After(s => Amendments.Decide<MakeUp>(s, Id(1), Approves())).State;
        Assert.Equal(150, state.MakeUpOf(Given.Id(1)).Value);
        state = state.After(s => AutomaticCheckOut.Decide(s, DayAfter)).State;
        Assert.Equal((90L, 60L), (state.CreditOf(Given.Id(1)).Value, state.MakeUpOf(Given.Id(1)).Value));
    }

    [Fact]
    public void Makes_up_service_alone_and_once_the_activity_is_over()
    {
        Assert.Equal("no-service", Amendments.Enter(Given.Published(Given.Plan(serviceCounts: false)), MakeUp(1)).RefusedWith());
        Assert.Equal("not-over-yet", Amendments.Enter(Given.Published(), MakeUp(1, at: Given.Plan().EndsAt.AddTicks(-1))).RefusedWith());
        Assert.Equal("activity-not-published", Amendments.Enter(Given.Draft(), MakeUp(1)).RefusedWith());
        Assert.Equal("activity-closed", Amendments.Enter(Given.Published().After(Lifecycle.Cancel).State, MakeUp(1)).RefusedWith());
        Assert.True(Amendments.Enter(Given.Published().After(s => Lifecycle.Close(s, DayAfter)).State, MakeUp(1)).TryGet(out _, out _));
    }

    [Fact]
    public void Takes_another_person_to_approve_and_counts_once()
    {
        var state = Given.Published().After(s => Amendments.Enter(s, MakeUp(1))).State;
        Assert.Equal("same-person", Amendments.Decide<MakeUp>(state, Id(1), Approves(by: Organiser)).RefusedWith());
        Assert.Equal("same-person", Amendments.Decide<MakeUp>(state, Id(1), Approves(by: 1)).RefusedWith());
        state = state.After(s => Amendments.Decide<MakeUp>(s, Id(1), Approves())).State;
        Assert.Empty(Amendments.Decide<MakeUp>(state, Id(1), Approves(by: 7)).Must().Facts);
        Assert.Equal("already-decided", Amendments.Decide<MakeUp>(state, Id(1), Rejects()).RefusedWith());
        Assert.Equal("already-made-up", Amendments.Enter(state, MakeUp(2, minutes: 30)).RefusedWith());
    }

    [Fact]
    public void Has_one_pending_make_up_a_person_and_takes_a_new_one_after_a_rejection()
    {
        var state = Given.Published().After(s => Amendments.Enter(s, MakeUp(1))).State;
        var (_, again) = state.After(s => Amendments.Enter(s, MakeUp(2)));
        Assert.Equal((Id(1), false), (again.Amendment.Id, again.IsNew));
        Assert.Equal("already-pending", Amendments.Enter(state, MakeUp(2, minutes: 30)).RefusedWith());

        state = state.After(s => Amendments.Decide<MakeUp>(s, Id(1), Rejects())).State;
        state = state.After(s => Amendments.Enter(s, MakeUp(2, minutes: 30))).State;
        Assert.Equal("not-found", Amendments.Decide<MakeUp>(state, Id(1), Approves()).RefusedWith());
        Assert.Equal("not-found", Amendments.Decide<Correction>(state, Id(2), Approves()).RefusedWith());
        Assert.Equal(AmendmentStatus.Approved, state.After(s => Amendments.Decide<MakeUp>(s, Id(2), Approves())).Answer.Status);
    }

    [Fact]
    public void Corrects_what_a_roll_call_recorded_once_it_is_approved()
    {
        var state = Given.Attended(people: Given.Person(1)).After(s => Amendments.Enter(s, Correction(1, to: Given.Start.AddHours(1)))).State;
        Assert.Equal(150, state.Attendances[Given.Id(1)].Credit(state.Plan).Value);
        Assert.Equal("same-person", Amendments.Decide<Correction>(state, Id(1), Approves(by: Organiser)).RefusedWith());
        state = state.After(s => Amendments.Decide<Correction>(s, Id(1), Approves())).State;
        var attendance = state.Attendances[Given.Id(1)];
        Assert.Equal((60L, AttendanceMethod.RollCall, AttendanceMethod.Correction), (
            attendance.Credit(state.Plan).Value, attendance.CheckInMethod, attendance.CheckOutMethod!.Value));
    }

    [Fact]
    public void Strikes_who_was_not_there_and_lets_nobody_record_them_again_but_by_another_correction()
    {
        var state = Given.Attended(people: Given.Person(1)).After(s => Amendments.Enter(s, Correction(1, absent: true))).State
            .After(s => Amendments.Decide<Correction>(s, Id(1), Approves())).State;
        Assert.Empty(state.Attendances);
        Assert.Equal(RollCallOutcome.AlreadyRecorded, state.After(s => RollCall.Record(
            s, Given.Person(1), Given.Start, null, Given.Id(Organiser), DayAfter)).Answer);
        Assert.Equal(OfflineOutcome.AlreadyRecorded, state.After(s => OfflineDesk.Record(
            s, new OfflineNote(Given.Person(1), CheckInKind.In, Given.Start, Given.Id(Organiser), DayAfter))).Answer);
        Assert.True(state.Replaces(state.Struck[Given.Id(1)]));

        state = state.After(s => Amendments.Enter(s, Correction(2, to: Given.Start.AddHours(2)))).State
            .After(s => Amendments.Decide<Correction>(s, Id(2), Approves())).State;
        Assert.Equal(120, state.Attendances[Given.Id(1)].Credit(state.Plan).Value);
        Assert.Empty(state.Struck);
    }

    [Fact]
    public void Leaves_what_the_person_recorded_with_the_code()
    {
        var code = CheckInCode.Issue(new byte[32], ActivityId.Parse("a1").Must(), CheckInKind.In, Given.Start);
        var state = Given.Published().After(s => Roster.SignUp(s, Given.Applicant(1), null, OfferTerms.Default, Given.Start.AddDays(-1))).State
            .After(s => DoorDesk.CheckIn(s, Given.Id(1), code, null, Given.Start)).State
            .After(s => AutomaticCheckOut.Decide(s, s.Plan.EndsAt)).State;
        Assert.Equal("own-check-in-stands", Amendments.Enter(state, Correction(1, from: Given.Start.AddHours(1))).RefusedWith());
        Assert.Equal("own-check-in-stands", Amendments.Enter(state, Correction(1, absent: true)).RefusedWith());
        Assert.True(Amendments.Enter(state, Correction(1, to: Given.Start.AddHours(1))).TryGet(out _, out _));
    }

    [Fact]
    public void Refuses_a_correction_of_nothing_or_to_times_that_cannot_be()
    {
        Assert.Equal("no-attendance", Amendments.Enter(Given.Published(), Correction(1, absent: true)).RefusedWith());
        var state = Given.Attended(people: Given.Person(1));
        Assert.Equal("outside-the-activity", Amendments.Enter(state, Correction(1, from: Given.Start.AddHours(-1))).RefusedWith());
        Assert.Equal("end-before-start", Amendments.Enter(state, Correction(1, to: Given.Start)).RefusedWith());
        Assert.Equal("in-the-future", Amendments.Enter(state, Correction(1, to: DayAfter.AddTicks(1))).RefusedWith());
    }

    [Theory]
    [InlineData("a1-abcdefgh", true)]
    [InlineData("a1-abcdefg", false)]
    [InlineData("a1-abcdefg1", false)]
    [InlineData("A1-abcdefgh", false)]
    [InlineData("a1234567890-abcdefgh", false)]
    [InlineData(null, false)]
    public void Names_an_amendment_by_its_activity(string? text, bool right)
    {
        Assert.Equal(right, AmendmentId.Parse(text).TryGet(out var id, out _));
        Assert.Equal(right ? "a1" : null, id?.Activity.Value);
    }
}
