using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;
using Outreach.Domain.People;

namespace Outreach.Domain.Tests.Activities;

public sealed class DepartureTests
{
    private const string Unit = "91110000600037341L";
    private static readonly DateTimeOffset s_before = Given.Start.AddDays(-1);
    private static readonly DateTimeOffset s_after = Given.Start.AddDays(1);
    private static readonly PersonId s_standIn = Given.Person(7777).Person;

    [Fact]
    public void Keeps_every_figure_and_tells_the_person_in_none()
    {
        var (member, other) = (Given.Person(1, unit: Unit, partyMember: true), Given.Person(2));
        var state = Attended(Attended(Given.Published(), member, member.Person), other, member.Person)
            .Apply(MadeUp(member, other.Person)).Apply(MadeUp(other, member.Person))
            .Apply(new Evaluation(member.Person, 5, "好", other.Person, s_after)).Apply(new Evaluation(other.Person, 5, null, member.Person, s_after))
            .Apply(new OutreachResults(1, null, null, null, [], member.Person, s_after, 1));
        var erased = Erase(state, member.Person, s_after);

        Assert.Equal(Sums(state), Sums(erased));
        Assert.Empty(Assert.Single(Contributions.Of(erased, Given.Deadline), c => c.Key.Dimension == Dimension.Unit).Members);
        Assert.Equal([other.Person, s_standIn], erased.Attendances.Keys.OrderBy(id => id.Value, StringComparer.Ordinal));
        Assert.All(erased.Attendances.Values, attendance => Assert.Equal(s_standIn, attendance.RecordedBy));
        Assert.Equal(("", "迟到"), (erased.MakeUps[s_standIn].Reason, erased.MakeUps[other.Person].Reason));
        Assert.Equal((s_standIn, s_standIn), (erased.MakeUps[other.Person].EnteredBy, erased.MakeUps[other.Person].Verdict!.By));
        Assert.Equal((s_standIn, s_standIn), (erased.Results!.By, Assert.Single(erased.Evaluations.Values).By));
    }

    [Fact]
    public void Keeps_who_signed_up_and_did_not_come_as_a_no_show()
    {
        var absent = Given.Person(1);
        var (state, _) = Given.Published().After(s => Roster.SignUp(s, Applicant(absent), null, OfferTerms.Default, s_before));
        var erased = Erase(state, absent.Person, s_after);
        var (live, before) = (LiveParticipation.Of(erased, s_after), LiveParticipation.Of(state, s_after));
        Assert.Equal((before.SignedUp, before.NoShow), (live.SignedUp, live.NoShow));
        Assert.Equal(s_standIn, Assert.Single(live.People).Person);
    }

    [Fact]
    public void Offers_a_place_that_is_of_use_to_the_next_in_line()
    {
        var (leaving, next) = (Given.Person(1), Given.Person(2));
        var state = Given.Published(Given.Plan(capacity: 1));
        foreach (var who in new[] { leaving, next })
            (state, _) = state.After(s => Roster.SignUp(s, Applicant(who), null, OfferTerms.Default, s_before));
        var erased = Erase(state, leaving.Person, s_before);
        var left = Assert.Single(erased.SignUps.Values);
        Assert.Equal((next.Person, SignUpStatus.Offered), (left.Person, left.Status));
        Assert.Equal((0, 1, 0), (erased.Confirmed, erased.Taken, erased.Waiting.Count));
    }

    [Fact]
    public void Writes_what_an_organiser_recorded_for_many_in_steps_that_a_transaction_takes()
    {
        var organiser = Given.Person(9000);
        var state = Enumerable.Range(1, 100).Aggregate(Given.Published(), (s, i) => Attended(s, Given.Person((uint)i), organiser.Person));
        var steps = 0;
        while (Departure.Next(state, organiser.Person, s_standIn, OfferTerms.Default, s_after).Must() is { Answer: true } step)
        {
            Assert.InRange(step.Facts.Length, 1, Departure.MostAtOnce);
            (state, steps) = (state.Apply(step.Facts), steps + 1);
        }

        Assert.Equal(3, steps);
        Assert.DoesNotContain(state.Attendances.Values, attendance => attendance.RecordedBy == organiser.Person);
    }

    private static ActivityState Erase(ActivityState state, PersonId person, DateTimeOffset now)
    {
        while (Departure.Next(state, person, s_standIn, OfferTerms.Default, now).Must() is { Answer: true } step)
            state = state.Apply(step.Facts);
        Assert.Empty(state.About(person));
        return state;
    }

    private static ActivityState Attended(ActivityState state, Participant who, PersonId by) => state.Apply(new AttendanceFact(
        who, Given.Start, AttendanceMethod.RollCall, Given.Start.AddHours(1), AttendanceMethod.RollCall, s_after, by));

    private static MakeUp MadeUp(Participant who, PersonId by) => new(
        AmendmentId.FromBytes(Given.Published().Activity.Id, new byte[5]), who, ServiceMinutes.Of(30).Must(), "迟到", by, s_after)
    {
        Verdict = new Verdict(Approved: true, by, s_after),
    };

    private static Applicant Applicant(Participant who) => new(who, null, HasGuardian: false, []);

    private static IEnumerable<string> Sums(ActivityState state) => Contributions.Of(state, Given.Deadline)
        .Select(c => $"{c.Key} {c.Visits} {c.CreditMinutes} {c.MakeUpMinutes} {string.Join(',', c.People)} {string.Join(',', c.PartyMembers)}");
}
