using Microsoft.Playwright;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>What a leader sees of a month, and takes along.</summary>
public sealed class BoardTests(AzuriteFixture azurite, Chromium chromium)
{
    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Shows_the_month_and_leads_from_the_district_to_the_activity(Look look)
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("清扫");
        foreach (var (phone, name) in (IEnumerable<(string, string)>)[("13800138001", "王芳"), ("13800138002", "李强")])
            await site.CheckIn(await site.SignUp(phone, name, id), id, await site.Code(id, "in"));

        await using var leader = await Visitor.Come(chromium, site, look);
        await leader.Page.GotoAsync("/sign-in?then=/board");
        await leader.Fill("code", await site.AdminCode());
        await leader.Page.Locator("main button").ClickAsync();
        await leader.Sees("这个月还没有统计数据", "Nothing is counted for this month yet");
        await Assertions.Expect(leader.Page.Locator("dd").Last).ToHaveTextAsync("—");
        await leader.LookAt("board-empty");

        await site.BeginNight();
        await Eventually.True(
            async () =>
            {
                await leader.Page.ReloadAsync();
                var text = await leader.Page.Locator("main").InnerTextAsync();
                return text.Contains(look.Says("统计截至", "Counted"), StringComparison.Ordinal);
            },
            "the night counted the month");
        await Assertions.Expect(leader.Page.Locator("dd")).ToHaveTextAsync(["1", "2", "2", "0.0", "0.0", "0.00%"]);
        await leader.LookAt("board-district");
        await leader.Follow("水泊寺街道", "水泊寺街道");
        await leader.LookAt("board-street");

        var export = await leader.Page.Context.APIRequest.GetAsync(
            await leader.Page.GetByRole(AriaRole.Link, new() { Name = look.Says("导出 CSV", "Export CSV") }).GetAttributeAsync("href") ?? "",
            new() { Headers = [new("Accept-Language", look.Locale)] });
        var lines = (await export.TextAsync()).Split("\r\n");
        Assert.StartsWith("\uFEFF" + look.Says("区划代码,区域,", "Code,Area,"), lines[0], StringComparison.Ordinal);
        Assert.Equal("140213066005,重熙社区居民委员会,1,2,2,0", lines[1]);

        await leader.Follow("重熙社区居民委员会", "重熙社区居民委员会");
        await leader.Follow("这个社区的活动", "The community's activities");
        await leader.Follow("清扫", "清扫");
        await Assertions.Expect(leader.Page.Locator("h1")).ToHaveTextAsync("清扫");
    }

    [Fact]
    public async Task Is_for_staff_of_the_area_alone()
    {
        await using var site = await Site.Start(azurite);
        await using var visitor = await Visitor.Come(chromium, site, Look.EnglishDesk);
        await visitor.Register("13800138000", await site.Publish("清扫"));
        foreach (var path in (string[])["/board", "/board/140213", "/board/140213/areas.csv"])
            Assert.Equal(403, (await visitor.Page.GotoAsync(path))!.Status);
    }
}
