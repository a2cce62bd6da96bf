using CsCheck;
using Outreach.Domain.People;

namespace Outreach.Domain.Tests.People;

public sealed class VolunteerNumberTests
{
    [Theory]
    [InlineData("000000000000")]
    [InlineData("079927398713")]
    [InlineData("123456789015")]
    public void Takes_a_number_whose_check_digit_is_right(string text) => Assert.Equal(text, VolunteerNumber.Parse(text).Must().Value);

    [Theory]
    [InlineData(" 0799 2739 8713 ")]
    [InlineData("０７９９２７３９８７１３")]
    [InlineData("0799-2739-8713\t")]
    [InlineData("0799\u00A02739\u30008713")]
    public void Takes_it_however_it_was_typed(string text) => Assert.Equal("079927398713", VolunteerNumber.Parse(text).Must().Value);

    [Fact]
    public void Notices_any_one_digit_that_was_typed_wrong() => Gen.Byte.Array[8].Sample(random =>
    {
        var number = VolunteerNumber.FromBytes(random).Value;
        Assert.Equal(number, VolunteerNumber.Parse(number).Must().Value);
        foreach (var (digit, at) in number.Select((digit, at) => (digit, at)))
        {
            var wrong = number.ToCharArray();
            wrong[at] = (char)('0' + ((digit - '0' + 1 + random[0] % 9) % 10));
            Assert.Equal("check-digit", VolunteerNumber.Parse(new string(wrong)).Rule());
        }
    });

    [Theory]
    [InlineData("12345678901")]
    [InlineData("1234567890155")]
    [InlineData("12345678901x")]
    [InlineData(" \u3000\t")]
    [InlineData("")]
    public void Refuses_what_has_not_the_form(string text) => Assert.Equal("volunteer-number-form", VolunteerNumber.Parse(text).Rule());
}
