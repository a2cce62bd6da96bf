using System.Globalization;
using Outreach.Domain.People;

namespace Outreach.Domain.Tests.People;

public sealed class ResidentIdTests
{
    [Theory]
    [InlineData("11010519491231002X", "1949-12-31", Sex.Female)]
    [InlineData("440524188001010014", "1880-01-01", Sex.Male)]
    [InlineData("140202198508153333", "1985-08-15", Sex.Male)]
    [InlineData("140202199003070027", "1990-03-07", Sex.Female)]
    [InlineData("140213201906011238", "2019-06-01", Sex.Male)]
    public void Takes_a_valid_number_and_reads_birth_date_and_sex_from_it(string text, string born, Sex sex)
    {
        var number = ResidentId.Parse(text).Must();
        Assert.Equal((text, DateOnly.Parse(born, CultureInfo.InvariantCulture), sex), (number.Reveal(), number.BirthDate, number.Sex));
    }

    [Theory]
    [InlineData(" 11010519491231002x ")]
    [InlineData("11010519491231002X\t")]
    [InlineData("110105 19491231 002X")]
    [InlineData("110105-19491231-002X")]
    [InlineData("110105\u00A019491231\u3000002X")]
    [InlineData("１１０１０５１９４９１２３１００２Ｘ")]
    [InlineData("11010519491231002ｘ")]
    public void Takes_it_however_it_was_typed(string text) =>
        Assert.Equal(ResidentId.Parse("11010519491231002X").Must(), ResidentId.Parse(text).Must());

    [Fact]
    public void Refuses_every_check_character_but_the_right_one()
    {
        foreach (var character in "0123456789X".Where(character => character != '3'))
            Assert.Equal("check-digit", ResidentId.Parse("14020219850815333" + character).Rule());
    }

    [Theory]
    [InlineData("14020219850815332")]
    [InlineData("1402021985081533333")]
    [InlineData("040202198508153333")]
    [InlineData("X40202198508153333")]
    [InlineData("14020219850815333Y")]
    [InlineData("1402021985081533٣3")]
    [InlineData("140202198508153333\n1")]
    [InlineData("")]
    public void Refuses_what_has_not_the_form(string text) => Assert.Equal("id-number-form", ResidentId.Parse(text).Rule());

    [Theory]
    [InlineData("19850229")]
    [InlineData("19000229")]
    [InlineData("19851301")]
    [InlineData("19850001")]
    [InlineData("19850431")]
    [InlineData("19850800")]
    [InlineData("17991231")]
    public void Refuses_a_birth_date_that_does_not_exist(string date)
    {
        var digits = $"140202{date}333";
        Assert.Equal("id-number-date", ResidentId.Parse(digits + ResidentId.CheckOf(digits)).Rule());
    }

    [Fact]
    public void Takes_the_29th_of_February_of_a_leap_year()
    {
        const string digits = "14020220000229333";
        Assert.Equal(new DateOnly(2000, 2, 29), ResidentId.Parse(digits + ResidentId.CheckOf(digits)).Must().BirthDate);
    }

    [Fact]
    public void Shows_itself_masked_wherever_it_is_written()
    {
        var number = ResidentId.Parse("140202198508153333").Must();
        Assert.Equal("140*************33", number.Masked);
        Assert.Equal(number.Masked, $"{number}");
    }
}
