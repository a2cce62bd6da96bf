using Outreach.Domain.Territory;

namespace Outreach.Domain.Tests.Territory;

public sealed class AreaCodeTests
{
    [Theory]
    [InlineData("140213", AreaLevel.District, null)]
    [InlineData("140213066", AreaLevel.Street, "140213")]
    [InlineData("140213066005", AreaLevel.Community, "140213066")]
    [InlineData("140213102201", AreaLevel.Community, "140213102")]
    public void Reads_level_and_parent_from_the_code(string text, AreaLevel level, string? parent)
    {
        var code = AreaCode.Parse(text).Must();
        Assert.Equal((level, parent, "140213"), (code.Level, code.Parent?.Value, code.District.Value));
    }

    [Theory]
    [InlineData("14021")]
    [InlineData("1402130")]
    [InlineData("14021306")]
    [InlineData("1402130660")]
    [InlineData("140213066005001")]
    [InlineData("040213")]
    [InlineData("14021３")]
    [InlineData("140213\n")]
    [InlineData(" 140213")]
    [InlineData("")]
    public void Refuses_what_has_not_the_form(string text) => Assert.Equal("area-code-form", AreaCode.Parse(text).Rule());

    [Fact]
    public void Names_itself_and_all_above() => Assert.Equal(
        ["140213066005", "140213066", "140213"], AreaCode.Parse("140213066005").Must().SelfAndAncestors.Select(code => code.Value));

    [Theory]
    [InlineData("140213", "140213066005", true)]
    [InlineData("140213066", "140213066", true)]
    [InlineData("140213066005", "140213066", false)]
    [InlineData("140213066", "140213067001", false)]
    public void Contains_itself_and_what_lies_below(string area, string other, bool contains) =>
        Assert.Equal(contains, AreaCode.Parse(area).Must().Contains(AreaCode.Parse(other).Must()));
}
