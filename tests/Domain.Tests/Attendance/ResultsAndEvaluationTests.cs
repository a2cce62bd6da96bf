using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;

namespace Outreach.Domain.Tests.Attendance;

public sealed class ResultsAndEvaluationTests
{
    private static readonly ResultsDraft Draft = new(200, 80, 12, 3, [new HeadCountDraft("三年级二班", 42), new HeadCountDraft("四年级一班", 40)]);

    private static Result<Decision<OutreachResults>> Enter(ActivityState state, ResultsDraft draft, DateTimeOffset? at = null) =>
        draft.Check(Given.Id(9), at ?? Given.Start).Then(results => OutreachResults.Enter(state, results));

    private static Result<Decision<bool>> Evaluate(ActivityState state, int quality, uint person = 1, DateTimeOffset? at = null) =>
        Evaluation.Enter(state, new Evaluation(Given.Id(person), quality, null, Given.Id(9), at ?? Given.Start.AddDays(2)));

    [Fact]
    public void Replaces_results_and_counts_their_changes()
    {
        var (state, first) = Given.Published().After(s => Enter(s, Draft));
        Assert.Equal(1, first.Version);
        Assert.Empty(Enter(state, Draft, Given.Start.AddHours(1)).Must().Facts);
        (state, var second) = state.After(s => Enter(s, Draft with { Leaflets = 250 }));
        Assert.Equal((2, 250), (second.Version, state.Results!.Leaflets!.Value));
    }

    [Fact]
    public void Takes_results_and_evaluations_from_the_start_on()
    {
        Assert.Equal("not-begun", Enter(Given.Published(), Draft, Given.Start.AddTicks(-1)).RefusedWith());
        Assert.Equal("activity-not-published", Enter(Given.Draft(), Draft).RefusedWith());
        Assert.Equal("activity-closed", Enter(Given.Published().After(Lifecycle.Cancel).State, Draft).RefusedWith());
        Assert.Equal("not-begun", Evaluate(Given.Published(), 5, at: Given.Start.AddTicks(-1)).RefusedWith());
    }

    [Fact]
    public void Names_every_part_of_the_results_that_is_wrong()
    {
        var wrong = new ResultsDraft(
            -1, 1_000_001, null, null, [new HeadCountDraft(" ", 1), new HeadCountDraft("一班", -1), new HeadCountDraft("一班", null)]);
        var errors = wrong.Check(Given.Id(9), Given.Start).Match(_ => [], refusal => refusal.Errors.Select(e => e.Field).Distinct());
        Assert.Equal(
            ["leaflets", "peopleReached", "headCounts[0].class", "headCounts[1].count", "headCounts[2].count", "headCounts[2].class"], errors);
    }

    [Theory]
    [InlineData(0, "out-of-range")]
    [InlineData(1, "decided True")]
    [InlineData(5, "decided True")]
    [InlineData(6, "out-of-range")]
    public void Evaluates_from_one_to_five(int quality, string outcome) =>
        Assert.Equal(outcome, Evaluate(Given.Attended(people: Given.Person(1)), quality).RefusedWith());

    [Fact]
    public void Evaluates_who_attended_alone_and_replaces_an_earlier_evaluation()
    {
        var state = Given.Attended(people: Given.Person(1));
        Assert.Equal("no-attendance", Evaluate(state, 5, person: 2).RefusedWith());
        state = state.After(s => Evaluate(s, 3)).State;
        Assert.Empty(Evaluate(state, 3, at: Given.Start.AddDays(3)).Must().Facts);
        (state, var isNew) = state.After(s => Evaluate(s, 4));
        Assert.False(isNew);
        Assert.Equal(4, state.Evaluations[Given.Id(1)].Quality);
    }
}
