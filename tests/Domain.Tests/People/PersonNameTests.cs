using CsCheck;
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

    [Theory]
    [InlineData("张\u3000三", "张三")]
    [InlineData("张  三", "张三")]
    [InlineData("张\u00A0\t三\n", "张三")]
    [InlineData("王\n伟", "王伟")]
    [InlineData("㐱 𠮷\u3000々", "㐱𠮷々")]
    [InlineData("欧阳 娜 娜", "欧阳娜娜")]
    [InlineData("买买提·吐尔逊\u3000", "买买提·吐尔逊")]
    [InlineData("Anne-Marie  \u00A0O’Neill", "Anne-Marie O’Neill")]
    [InlineData("王\u3000Anna", "王 Anna")]
    [InlineData("Ａｎｎａ\u3000Ｏ＇Ｎｅｉｌｌ", "Anna O'Neill")]
    [InlineData("ئايگۈل  تۇرسۇن", "ئايگۈل تۇرسۇن")]
    public void Leaves_out_what_a_list_pads_a_name_with(string text, string name) => Assert.Equal(name, PersonName.Parse(text).Must().Value);

    [Fact]
    public void Reads_a_name_again_as_the_same()
    {
        string[] pieces = ["张", "三", "㐱", "𠮷", "·", "-", "Ａ", "ｚ", " ", "\t", "\u3000", "\u00A0"];
        Gen.Int[0, pieces.Length - 1].Array[0, 12].Sample(picks =>
        {
            var name = PersonName.Parse("李" + string.Concat(picks.Select(pick => pieces[pick]))).Must();
            Assert.Equal(name, PersonName.Parse(name.Value).Must());
        });
    }

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
    [InlineData("王２", "name-characters")]
    [InlineData("\u200B", "name-characters")]
    [InlineData("王😀", "name-characters")]
    [InlineData("··", "name-characters")]
    [InlineData("王\u202E伟", "text-characters")]
    [InlineData("王\0", "text-characters")]
    [InlineData("  ", "required")]
    [InlineData("\u3000\u00A0\t\n", "required")]
    public void Refuses_what_is_no_name(string text, string rule) => Assert.Equal(rule, PersonName.Parse(text).Rule());

    [Fact]
    public void Shows_the_first_character_at_the_most() => Assert.Equal("𠮷**", $"{PersonName.Parse("𠮷田").Must()}");
}
