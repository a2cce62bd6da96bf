namespace Outreach.Domain.Tests;

public sealed class MonthTests
{
    [Theory]
    [InlineData("2023-02", "2023-01", "2023-03")]
    [InlineData("2023-12", "2023-11", "2024-01")]
    [InlineData("2024-01", "2023-12", "2024-02")]
    public void Knows_its_neighbours_over_the_turn_of_the_year(string text, string previous, string next)
    {
        var month = Month.Parse(text).Must();
        Assert.Equal((text, previous, next), (month.ToString(), month.Previous.ToString(), month.Next.ToString()));
        Assert.True(
            month.Previous < month && month < month.Next &&
            month <= Month.Of(month.Start) && month >= Month.Of(month.Next.Start.AddDays(-1)));
    }

    [Theory]
    [InlineData("2023-00")]
    [InlineData("2023-13")]
    [InlineData("2023-2")]
    [InlineData("1999-12")]
    [InlineData("3000-01")]
    [InlineData("2023-02-01")]
    [InlineData("2023-02\n")]
    [InlineData("2０23-02")]
    [InlineData("")]
    public void Refuses_what_has_not_the_form(string text) => Assert.Equal("month-form", Month.Parse(text).Rule());
}
