using Outreach.Domain.People;

namespace Outreach.Domain.Tests.People;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("13800138000")]
    [InlineData("138 0013 8000")]
    [InlineData("138-0013-8000")]
    [InlineData("+8613800138000")]
    [InlineData("+86 138-0013-8000")]
    [InlineData("13800138000\t")]
    [InlineData("13800138000\n")]
    [InlineData("１３８００１３８０００")]
    [InlineData("＋８６１３８００１３８０００")]
    [InlineData("1380013800０")]
    [InlineData("138\u00A00013\u00A08000")]
    [InlineData("\u3000138\u20030013\u202F8000\u3000")]
    [InlineData("138–0013—8000")]
    [InlineData("138－0013\u22128000")]
    [InlineData("\u202D13800138000\u202C")]
    public void Takes_off_spaces_dashes_and_the_country(string text) => Assert.Equal("13800138000", PhoneNumber.Parse(text).Must().Reveal());

    [Theory]
    [InlineData("12800138000")]
    [InlineData("23800138000")]
    [InlineData("1380013800")]
    [InlineData("138001380000")]
    [InlineData("8613800138000")]
    [InlineData("+85213800138000")]
    [InlineData("1380013800a")]
    [InlineData("1380013800٠")]
    [InlineData("138.0013.8000")]
    [InlineData("13800138000 13800138000")]
    [InlineData(" \t\u3000－")]
    [InlineData("")]
    public void Refuses_what_is_no_mobile_number(string text) => Assert.Equal("phone-form", PhoneNumber.Parse(text).Rule());

    [Fact]
    public void Refuses_what_is_far_too_long() => Assert.Equal("phone-form", PhoneNumber.Parse(new string(' ', 1_000_000) + "13800138000").Rule());

    [Fact]
    public void Shows_itself_masked_wherever_it_is_written()
    {
        var phone = PhoneNumber.Parse("13800138000").Must();
        Assert.Equal("138****8000", phone.Masked);
        Assert.Equal(phone.Masked, $"{phone}");
    }
}
