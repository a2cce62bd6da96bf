using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;

namespace Outreach.Domain.Tests.Attendance;

public sealed class CreditTermsTests
{
    /// <summary>An activity of 150 minutes: 60 % of it are 90.</summary>
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(60, 89, 0)]
    [InlineData(60, 90, 90)]
    [InlineData(60, 150, 150)]
    [InlineData(100, 149, 0)]
    [InlineData(100, 200, 150)]
    public void Credits_no_time_for_too_small_a_share_of_the_activity(int fromPercent, int minutes, long credit)
    {
        var plan = Given.Plan() with { CreditFromPercent = fromPercent };
        var state = Given.Published(plan).After(s => RollCall.Record(
            s, Given.Person(1), Given.Start, Given.Start.AddMinutes(minutes), Given.Id(9), Given.Start.AddDays(1))).State;
        Assert.Equal(credit, state.CreditOf(Given.Id(1)).Value);
    }

    [Fact]
    public void Stays_what_it_was_when_a_plan_is_changed()
    {
        var state = Given.Published(Given.Plan() with { CreditFromPercent = 60 });
        var changed = PlanChanging.Change(state, Given.Plan() with { Title = "改了名" }, OfferTerms.Default, Given.Start.AddDays(-1)).Must().Answer;
        Assert.Equal(("改了名", 60), (changed.Plan.Title, changed.Plan.CreditFromPercent));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public void Is_a_share_in_per_cent(int percent) => Assert.Equal("out-of-range", CreditTerms.Of(percent).Rule());
}
