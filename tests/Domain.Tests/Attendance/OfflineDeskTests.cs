using CsCheck;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;

namespace Outreach.Domain.Tests.Attendance;

public sealed class OfflineDeskTests
{
    private static readonly DateTimeOffset Sent = Given.Start.AddHours(4);

    private static OfflineNote Note(CheckInKind kind, int minutes, uint person = 1) =>
        new(Given.Person(person), kind, Given.Start.AddMinutes(minutes), Given.Id(9), Sent);

    private static Result<Decision<OfflineOutcome>> Record(ActivityState state, CheckInKind kind, int minutes, DateTimeOffset? sent = null) =>
        OfflineDesk.Record(state, Note(kind, minutes) with { SentAt = sent ?? Sent });

    [Fact]
    public void Records_whoever_was_there_signed_up_or_not()
    {
        var (state, came) = Given.Published().After(s => Record(s, CheckInKind.In, 10));
        (state, var left) = state.After(s => Record(s, CheckInKind.Out, 70));
        Assert.Equal((OfflineOutcome.Recorded, OfflineOutcome.Recorded), (came, left));
        var attendance = state.Attendances[Given.Id(1)];
        Assert.Equal((60L, AttendanceMethod.Offline, AttendanceMethod.Offline), (
            attendance.Credit(state.Plan).Value, attendance.CheckInMethod, attendance.CheckOutMethod!.Value));
    }

    [Fact]
    public void Keeps_a_check_out_until_its_check_in_arrives()
    {
        var (state, waiting) = Given.Published().After(s => Record(s, CheckInKind.Out, 70));
        Assert.Equal(OfflineOutcome.WaitingForCheckIn, waiting);
        Assert.Empty(state.Attendances);
        state = state.After(s => Record(s, CheckInKind.In, 10)).State;
        Assert.Equal(60, state.Attendances[Given.Id(1)].Credit(state.Plan).Value);
        Assert.Equal(OfflineOutcome.Recorded, OfflineDesk.OutcomeOf(state, Given.Id(1), CheckInKind.Out, Given.Start.AddMinutes(70)));
    }

    [Fact]
    public void Comes_to_the_same_in_any_order_and_however_often_it_is_delivered()
    {
        var note = Gen.Select(Gen.Bool, Gen.Int[-30, 149], Gen.UInt[1, 3]);
        Gen.Select(note.List[0, 12], Gen.Int[0, int.MaxValue]).Sample((sent, seed) =>
        {
            var notes = sent.Select(n => Note(n.Item1 ? CheckInKind.In : CheckInKind.Out, n.Item2, n.Item3)).ToArray();
            var again = notes.Concat(notes.Take(notes.Length / 2)).ToArray();
            new Random(seed).Shuffle(again);
            Assert.Equal(Times(RecordAll(notes)), Times(RecordAll(again)));

            foreach (var (person, there) in RecordAll(notes).Attendances)
            {
                var own = notes.Where(n => n.Who.Person == person).ToList();
                Assert.Equal(own.Where(n => n.Kind == CheckInKind.In).Min(n => n.At), there.CheckedInAt);
                var last = own.Where(n => n.Kind == CheckInKind.Out).Max(n => (DateTimeOffset?)n.At);
                Assert.Equal(last > there.CheckedInAt ? last : null, there.CheckedOutAt);
            }
        });
    }

    [Fact]
    public void Leaves_what_the_person_sent_and_takes_the_place_of_an_automatic_check_out()
    {
        var code = CheckInCode.Issue(new byte[32], ActivityId.Parse("a1").Must(), CheckInKind.In, Given.Start);
        var state = Given.Published().After(s => Roster.SignUp(s, Given.Applicant(1), null, OfferTerms.Default, Given.Start.AddDays(-1))).State
            .After(s => DoorDesk.CheckIn(s, Given.Id(1), code, null, Given.Start.AddMinutes(5))).State;
        Assert.Equal(OfflineOutcome.AlreadyRecorded, Record(state, CheckInKind.In, 1).Must().Answer);
        state = state.After(s => AutomaticCheckOut.Decide(s, s.Plan.EndsAt)).State;
        state = state.After(s => Record(s, CheckInKind.Out, 65)).State;
        Assert.Equal(60, state.Attendances[Given.Id(1)].Credit(state.Plan).Value);
    }

    [Fact]
    public void Refuses_times_that_cannot_be()
    {
        var state = Given.Published();
        Assert.Equal("outside-the-activity", Record(state, CheckInKind.In, -31).RefusedWith());
        Assert.Equal("outside-the-activity", Record(state, CheckInKind.In, 150).RefusedWith());
        Assert.Equal("outside-the-activity", Record(state, CheckInKind.Out, -31).RefusedWith());
        Assert.Equal("in-the-future", Record(state, CheckInKind.In, 13, sent: Given.Start.AddMinutes(10)).RefusedWith());
        Assert.True(Record(state, CheckInKind.In, 12, sent: Given.Start.AddMinutes(10)).TryGet(out _, out _));
        Assert.True(Record(state, CheckInKind.Out, 200).TryGet(out _, out _));
    }

    [Fact]
    public void Refuses_a_draft_and_a_closed_activity()
    {
        Assert.Equal("activity-not-published", Record(Given.Draft(), CheckInKind.In, 0).RefusedWith());
        Assert.Equal("activity-closed", Record(Given.Published().After(s => Lifecycle.Close(s, Sent)).State, CheckInKind.In, 0).RefusedWith());
    }

    private static ActivityState RecordAll(IEnumerable<OfflineNote> notes) =>
        notes.Aggregate(Given.Published(), (state, note) => state.After(s => OfflineDesk.Record(s, note)).State);

    private static IEnumerable<string> Times(ActivityState state) => state.Attendances.Values
        .OrderBy(a => a.Who.Number).Select(a => $"{a.Who.Number} {a.CheckedInAt:O} {a.CheckedOutAt:O}");
}
