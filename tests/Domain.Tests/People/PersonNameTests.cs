using Outreach.Domain.People;

namespace Outreach.Domain.Tests.People;

public sealed class PersonNameTests
{
    [Theory]
    [InlineData("王伟")]
    [InlineData("欧阳娜娜")]
    [InlineData("㐱")]
    [InlineData("𠮷")]
    [InlineData("买买提·吐尔逊")]
    [InlineData("Anne-Marie O’Neill Jr.")]
    [InlineData("ئايگۈل")]
    public void Takes_names_of_any_script_and_plane(string text) => Assert.Equal(text, PersonName.Parse(text).Must().Value);

    [Fact]
    public void Counts_a_character_beyond_the_first_plane_once()
    {
        var longest = string.Concat(Enumerable.Repeat("𠮷", 50));
        Assert.Equal(longest, PersonName.Parse(longest).Must().Value);
        Assert.Equal("text-too-long", PersonName.Parse(longest + "𠮷").Rule());
    }

    [Theory]
    [InlineData("王伟1", "name-characters")]
    [InlineData("<b>", "name-characters")]
    [InlineData("王\n伟", "name-characters")]
    [InlineData("王😀", "name-characters")]
    [InlineData("··", "name-characters")]
    [InlineData("王\u202E伟", "text-characters")]
    [InlineData("王\0", "text-characters")]
    [InlineData("  ", "required")]
    public void Refuses_what_is_no_name(string text, string rule) => Assert.Equal(rule, PersonName.Parse(text).Rule());

    [Fact]
    public void Shows_the_first_character_at_the_most() => Assert.Equal("𠮷**", $"{PersonName.Parse("𠮷田").Must()}");
}
