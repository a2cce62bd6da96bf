namespace Outreach.Domain.Tests;

public sealed class TextTests
{
    [Theory]
    [InlineData(" 垃圾不落地 ", "垃圾不落地")]
    [InlineData("一\n二\t三", "一\n二\t三")]
    [InlineData("👩‍👩‍👧", "👩‍👩‍👧")]
    [InlineData("سلام", "سلام")]
    public void Trims_and_keeps_the_rest_as_it_was_written(string text, string kept) => Assert.Equal(kept, Text.Parse(text, 10).Must());

    [Fact]
    public void Counts_code_points()
    {
        Assert.Equal("𠮷𠮷", Text.Parse("𠮷𠮷", 2).Must());
        Assert.Equal("text-too-long", Text.Parse("𠮷𠮷𠮷", 2).Rule());
        Assert.Equal("text-too-long", Text.Parse(new string('x', 1_000_000), 2).Rule());
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\u001bb")]
    [InlineData("a\u0085b")]
    [InlineData("a\u202Ab")]
    [InlineData("a\u202Eb")]
    [InlineData("a\u2066b")]
    [InlineData("a\u2069b")]
    public void Refuses_characters_that_control_or_hide_others(string text) => Assert.Equal("text-characters", Text.Parse(text, 10).Rule());

    [Fact]
    public void Refuses_half_a_surrogate_pair()
    {
        Assert.Equal("text-characters", Text.Parse("\uD842", 10).Rule());
        Assert.Equal("text-characters", Text.Parse("\uDFB7x", 10).Rule());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \u3000\n")]
    public void Asks_for_something_to_read(string? text) => Assert.Equal("required", Text.Parse(text, 10).Rule());
}
