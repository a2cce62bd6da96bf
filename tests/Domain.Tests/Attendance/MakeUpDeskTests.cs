using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;
using Outreach.Domain.People;

namespace Outreach.Domain.Tests.Attendance;

public sealed class MakeUpDeskTests
{
    private static readonly Participant Who = Given.Person(1, unit: "91110000600037341L", partyMember: true);
    private static readonly PersonId Enterer = Given.Person(2).Person;
    private static readonly PersonId Reviewer = Given.Person(3).Person;
    private static readonly DateTimeOffset Over = Given.Start.AddHours(2.5);

    [Theory]
    [InlineData(1, null)]
    [InlineData(150, null)]
    [InlineData(0, "out-of-range")]
    [InlineData(151, "out-of-range")]
    [InlineData(-5, "out-of-range")]
    public void Takes_from_one_minute_to_the_activitys_length(int minutes, string? rule) =>
        Assert.Equal(rule, Enter(Given.Published(), minutes).Match<string?>(_ => null, refusal => refusal.Errors[0].Rule));

    [Fact]
    public void Leaves_no_more_than_the_length_beside_the_persons_own_credit()
    {
        var (state, _) = Given.Published().After(s => RollCall.Record(s, Who, Given.Start, Given.Start.AddMinutes(100), Enterer, Over));
        Assert.Equal("out-of-range", Enter(state, 51).Match(_ => "", refusal => refusal.Errors[0].Rule));
        (state, _) = state.After(s => MakeUpDesk.Enter(s, Who, 50, "迟到登记", Enterer, Over));
        Assert.Equal(0, state.MakeUpOf(Who.Person).Value);
        (state, _) = state.After(s => MakeUpDesk.Decide(s, Who.Person, 1, MakeUpStatus.Approved, Reviewer, Over));
        Assert.Equal((100, 50), (state.CreditOf(Who.Person).Value, state.MakeUpOf(Who.Person).Value));

        // Credit that was recorded after the approval leaves the make-up less, never the two together more.
        var whole = state.Apply(state.Attendances[Who.Person] with { CheckedOutAt = Given.Start.AddMinutes(140) });
        Assert.Equal((140, 10), (whole.CreditOf(Who.Person).Value, whole.MakeUpOf(Who.Person).Value));
    }

    [Fact]
    public void Is_for_service_that_is_over_alone()
    {
        Assert.Equal("activity-not-over", Code(MakeUpDesk.Enter(Given.Published(), Who, 10, "x", Enterer, Over.AddSeconds(-1))));
        Assert.Equal("activity-not-published", Code(Enter(Given.Draft(), 10)));
        Assert.Equal("not-service", Code(Enter(Given.Published(Given.Plan(serviceCounts: false)), 10)));
        var (cancelled, _) = Given.Published().After(Lifecycle.Cancel);
        Assert.Equal("activity-closed", Code(Enter(cancelled, 10)));
        var (closed, _) = Given.Published().After(Lifecycle.Close);
        Assert.Equal("", Code(Enter(closed, 10)));
    }

    [Fact]
    public void Takes_four_eyes_and_never_the_persons_own()
    {
        Assert.Equal("same-person", Code(MakeUpDesk.Enter(Given.Published(), Who, 10, "x", Who.Person, Over)));
        var (state, _) = Given.Published().After(s => MakeUpDesk.Enter(s, Who, 10, "x", Enterer, Over));
        foreach (var by in new[] { Enterer, Who.Person })
            Assert.Equal("same-person", Code(MakeUpDesk.Decide(state, Who.Person, 1, MakeUpStatus.Approved, by, Over)));
    }

    [Fact]
    public void Stands_once_until_it_is_rejected_and_is_decided_once()
    {
        var (state, first) = Given.Published().After(s => MakeUpDesk.Enter(s, Who, 10, "x", Enterer, Over));
        Assert.Equal((true, 1), (first.IsNew, first.MakeUp.Attempt));
        Assert.False(state.After(s => MakeUpDesk.Enter(s, Who, 10, "x", Enterer, Over.AddDays(1))).Answer.IsNew);
        Assert.Equal("make-up-stands", Code(Enter(state, 20)));

        var (rejected, _) = state.After(s => MakeUpDesk.Decide(s, Who.Person, 1, MakeUpStatus.Rejected, Reviewer, Over));
        Assert.Equal("make-up-decided", Code(MakeUpDesk.Decide(rejected, Who.Person, 1, MakeUpStatus.Approved, Reviewer, Over)));
        var (again, second) = rejected.After(s => MakeUpDesk.Enter(s, Who, 20, "x", Enterer, Over));
        Assert.Equal(2, second.MakeUp.Attempt);
        Assert.Equal("not-found", Code(MakeUpDesk.Decide(again, Who.Person, 1, MakeUpStatus.Approved, Reviewer, Over)));
        var (approved, once) = again.After(s => MakeUpDesk.Decide(s, Who.Person, 2, MakeUpStatus.Approved, Reviewer, Over));
        Assert.True(once.IsNew);
        Assert.False(approved.After(s => MakeUpDesk.Decide(s, Who.Person, 2, MakeUpStatus.Approved, Enterer, Over)).Answer.IsNew);
    }

    [Fact]
    public void Counts_a_person_without_a_visit_in_every_figure_once_it_is_approved()
    {
        var (state, _) = Given.Published().After(s => MakeUpDesk.Enter(s, Who, 30, "x", Enterer, Over));
        Assert.Empty(Contributions.Of(state));
        (state, _) = state.After(s => MakeUpDesk.Decide(s, Who.Person, 1, MakeUpStatus.Approved, Reviewer, Over));
        var contributions = Contributions.Of(state);
        Assert.Equal(3, contributions.Length);
        Assert.All(contributions, c => Assert.Equal((0, 0, 30, 1), (c.Visits, c.CreditMinutes.Value, c.MakeUpMinutes.Value, c.People.Count)));
        Assert.Equal(30, Assert.Single(contributions.Single(c => c.Key.Dimension == Dimension.Unit).Members).MakeUpMinutes.Value);
    }

    [Theory]
    [InlineData("a1.aaaaaaaaaaaaaaaa.1", true)]
    [InlineData("a1.aaaaaaaaaaaaaaaa.0", false)]
    [InlineData("a1.aaaaaaaaaaaaaaaa.9999999999", false)]
    [InlineData("a1.aaaa.1", false)]
    [InlineData(".aaaaaaaaaaaaaaaa.1", false)]
    [InlineData(null, false)]
    public void Is_named_by_activity_person_and_attempt(string? text, bool valid) =>
        Assert.Equal(valid ? text : null, MakeUpId.Parse(text).Match<string?>(id => id.ToString(), _ => null));

    private static Result<Decision<MakeUpOutcome>> Enter(ActivityState state, int minutes) =>
        MakeUpDesk.Enter(state, Who, minutes, "补录", Enterer, Over);

    private static string Code(Result<Decision<MakeUpOutcome>> result) => result.Match(_ => "", refusal => refusal.Code);
}
