using Outreach.Domain.People;

namespace Outreach.Domain.Tests.People;

public sealed class UnitCodeTests
{
    public static TheoryData<string> Valid => ["91110000600037341L", "91350100M000100Y43", "92140213MA0GTX8HXW", "51140213MJ000000XH"];

    [Theory]
    [MemberData(nameof(Valid))]
    public void Takes_a_valid_code_in_either_case(string text)
    {
        Assert.Equal(text, UnitCode.Parse(text).Must().Value);
        Assert.Equal(text, UnitCode.Parse($" {text.ToLowerInvariant()} ").Must().Value);
        Assert.Equal(text, UnitCode.Parse($"{text[..8]}\u00A0{text[8..17]}-{text[17]}\t").Must().Value);
        Assert.Equal(text, UnitCode.Parse(string.Concat(text.Select(c => (char)(c + '！' - '!')))).Must().Value);
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void Refuses_every_check_character_but_the_right_one(string text)
    {
        foreach (var character in "0123456789ABCDEFGHJKLMNPQRTUWXY".Where(character => character != text[17]))
            Assert.Equal("check-digit", UnitCode.Parse(text[..17] + character).Rule());
    }

    [Theory]
    [InlineData("9111000060003734")]
    [InlineData("91110000600037341LL")]
    [InlineData("9111000060003734IL")]
    [InlineData("9111000060003734OL")]
    [InlineData("9111000060003734SL")]
    [InlineData("9111000060003734VL")]
    [InlineData("9111000060003734ZL")]
    [InlineData("9111000060003734-L")]
    [InlineData("")]
    public void Refuses_what_has_not_the_form(string text) => Assert.Equal("credit-code-form", UnitCode.Parse(text).Rule());
}
