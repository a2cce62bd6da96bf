namespace Outreach.Domain.Tests;

public sealed class PercentageTests
{
    [Theory]
    [InlineData(911, 972, "93.72%")]
    [InlineData(737, 972, "75.82%")]
    [InlineData(3853, 4253, "90.59%")]
    [InlineData(58621, 59369, "98.74%")]
    [InlineData(11, 15, "73.33%")]
    [InlineData(1, 20_000, "0.01%")]
    [InlineData(1, 20_001, "0.00%")]
    [InlineData(0, 7, "0.00%")]
    [InlineData(7, 7, "100.00%")]
    public void Prints_two_decimals_half_up(long part, long whole, string text) => Assert.Equal(text, Percentage.Of(part, whole));

    [Fact]
    public void Prints_a_dash_where_there_is_nothing_to_divide_by() => Assert.Equal("—", Percentage.Of(0, 0));

    [Fact]
    public void Is_the_same_as_a_number_and_none_where_there_is_nothing_to_divide_by()
    {
        Assert.Equal(73.33m, Percentage.NumberOf(11, 15));
        Assert.Null(Percentage.NumberOf(0, 0));
    }
}
