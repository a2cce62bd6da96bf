using System.Text;
using Outreach.Domain;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>What a leader takes along from a board.</summary>
public sealed class BoardExportTests(AzuriteFixture azurite, Chromium chromium)
{
    private const string District = "140213";
    private const string Street = "140213066";

    [Fact]
    public async Task Takes_every_table_along()
    {
        await using var site = await Site.Start(azurite);
        var (earlier, later) = (site.At(-24 * 40), site.At(-24 * 3));
        var first = await site.Publish("上月清扫", new { startsAt = earlier, endsAt = earlier.AddHours(2) });
        var second = await site.Publish("本月清扫", new { startsAt = later, endsAt = later.AddHours(2) });
        await site.Attended("13800138001", "王芳", first, earlier);
        await site.Attended("13800138002", "李强", second, later);
        await site.BeginNight();

        await using var leader = await Visitor.SignIn(chromium, site, Look.ChineseDesk, await site.AdminCode(), "/board");
        var months = $"from={CivilTime.MonthOf(earlier)}&month={CivilTime.MonthOf(later)}";
        await Eventually.True(
            async () => (await BoardFiles.Sheet(leader, $"/board/{District}/areas.xlsx?{months}", "总计"))[1][4] is 2d,
            "the night counted both months");

        await IsOfTheDistrict(await BoardFiles.Get(leader, $"/board/{District}/areas.xlsx?{months}"), leader, months);
        var community = await BoardFiles.Get(leader, $"/board/{Site.Community}/areas.xlsx?{months}");
        Assert.Equal(["总计", "下级", "活动", "类别", "趋势"], BoardFiles.SheetNames(community));
        Assert.Single(BoardFiles.Sheet(community, "下级"));
        Assert.Equal(
            [
                ["活动编号", "活动", "开始（北京时间）", "状态", "人数", "人次", "服务分钟", "服务小时", "补录分钟", "逾期记录"],
                [first, "上月清扫", Stamp(earlier), "已发布", 1d, 1d, 10d, 0.2, 0d, 1d],
                [second, "本月清扫", Stamp(later), "已发布", 1d, 1d, 10d, 0.2, 0d, 0d],
            ],
            BoardFiles.Sheet(community, "活动"));
    }

    private static async Task IsOfTheDistrict(byte[] workbook, Visitor leader, string months)
    {
        Assert.Equal(["总计", "下级", "社区排名", "活动", "类别", "趋势"], BoardFiles.SheetNames(workbook));
        var total = BoardFiles.Sheet(workbook, "总计");
        Assert.Equal(2, total.Count);
        Assert.Equal(
            [District, "平城区", months[5..12], months[^7..], 2d, 2d, 0d, 2d, 20d, 0.3, 0d, 1d],
            total[1][..12]);
        Assert.Matches("^20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}$", Assert.IsType<string>(total[1][12]));

        await leader.Page.GotoAsync($"/board/{District}?{months}");
        var streets = BoardFiles.Sheet(workbook, "下级");
        Assert.Equal(await leader.Page.Locator("#children").Locator("..").Locator("tbody tr").CountAsync() + 1, streets.Count);
        Assert.Equal([1d, "140213066", "水泊寺街道", 2d, 2d, 2d, 20d, 0.3], streets[1]);
        Assert.Equal(
            [
                ["名次", "区划代码", "社区", "街道", "活动", "人次", "服务分钟", "服务小时"],
                [1d, Site.Community, "重熙社区居民委员会", "水泊寺街道", 2d, 2d, 20d, 0.3],
            ],
            BoardFiles.Sheet(workbook, "社区排名"));
        Assert.Equal(["waste-sorting", "垃圾分类", 2d, 2d, 20d, 0.3], BoardFiles.Sheet(workbook, "类别")[1]);
        var trend = BoardFiles.Sheet(workbook, "趋势");
        Assert.Equal(13, trend.Count);
        Assert.Equal([months[^7..], 1d, 1d, 1d, 10d, 0.2], trend[^1]);
    }

    [Fact]
    public async Task Keeps_its_sheets_and_headings_where_nothing_took_place()
    {
        await using var site = await Site.Start(azurite);
        await using var leader = await Visitor.SignIn(chromium, site, Look.EnglishDesk, await site.AdminCode(), "/board");
        var workbook = await BoardFiles.Get(leader, $"/board/{District}/areas.xlsx?month=2020-01");
        Assert.Equal(["Total", "Areas below", "Communities", "Activities", "Categories", "Trend"], BoardFiles.SheetNames(workbook));
        Assert.Equal("Rank", Assert.Single(BoardFiles.Sheet(workbook, "Communities"))[0]);
        Assert.Equal("Code", Assert.Single(BoardFiles.Sheet(workbook, "Categories"))[0]);
        var total = BoardFiles.Sheet(workbook, "Total");
        Assert.Equal(("Party members (%)", "—"), (total[0][6], total[1][6]));
        Assert.Equal(0d, total[1][5]);
        Assert.Equal("Id", Assert.Single(await BoardFiles.Sheet(leader, $"/board/{Site.Community}/areas.xlsx?month=2020-01", "Activities"))[0]);
    }

    [Theory, InlineData("zh-CN", "合计", "下级", "层级,区划代码,区域,活动,人数,人次,服务分钟,服务小时"),
     InlineData("en", "Total", "Area below", "Level,Code,Area,Activities,People,Visits,Minutes,Hours")]
    public async Task Begins_the_CSV_with_the_area_itself_and_says_that_it_is_the_sum(string locale, string sum, string below, string headings)
    {
        await using var site = await Site.Start(azurite);
        var start = site.At(-24 * 3);
        await site.Attended("13800138001", "王芳", await site.Publish("清扫", new { startsAt = start, endsAt = start.AddHours(2) }), start);
        await site.BeginNight();
        await using var leader = await Visitor.SignIn(
            chromium, site, new Look(locale, IsPhone: false), await site.AdminCode(), $"/board/140213066?month={CivilTime.MonthOf(start)}");
        await Eventually.True(
            async () => (await Csv("140213066"))[1].EndsWith(",1,1,1,10,0.2", StringComparison.Ordinal), "the night counted the month");

        var lines = await Csv("140213066");
        Assert.Equal("\uFEFF" + headings, lines[0]);
        Assert.Equal($"{sum},140213066,水泊寺街道,1,1,1,10,0.2", lines[1]);
        Assert.Equal($"{below},{Site.Community},重熙社区居民委员会,1,1,1,10,0.2", lines[2]);
        Assert.Single(lines, line => line.StartsWith(sum, StringComparison.Ordinal));
        Assert.Equal(["\uFEFF" + headings, $"{sum},{Site.Community},重熙社区居民委员会,1,1,1,10,0.2", ""], await Csv(Site.Community));

        async Task<string[]> Csv(string area) => Encoding.UTF8
            .GetString(await BoardFiles.Get(leader, $"/board/{area}/areas.csv?month={CivilTime.MonthOf(start)}")).Split("\r\n");
    }

    [Fact]
    public async Task Gives_what_an_area_organises_itself_beside_what_is_below_so_that_the_rows_come_to_the_sum()
    {
        await using var site = await Site.Start(azurite);
        var start = site.At(-24 * 3);
        var below = await site.Publish("社区清扫", new { startsAt = start, endsAt = start.AddHours(2) });
        var own = await site.Publish("街道宣讲", new { organiserArea = Street, startsAt = start.AddHours(3), endsAt = start.AddHours(5) });
        var again = await site.Publish("街道巡查", new { organiserArea = Street, startsAt = start.AddHours(6), endsAt = start.AddHours(8) });
        await site.Attended("13800138001", "王芳", below, start);
        var person = await site.Attended("13800138002", "李强", own, start.AddHours(3));
        await site.Post($"/api/activities/{again}/attendance", new[]
        {
            new { personId = person, checkedInAt = start.AddHours(6), checkedOutAt = start.AddHours(7) },
        });
        await site.BeginNight();
        var month = CivilTime.MonthOf(start);
        await using var leader = await Visitor.SignIn(chromium, site, Look.ChineseDesk, await site.AdminCode(), $"/board/{Street}?month={month}");
        await Eventually.True(async () => (await Csv(Street))[1] == $"合计,{Street},水泊寺街道,3,2,3,80,1.3", "the night counted the month");

        Assert.Equal([$"本级,{Street},水泊寺街道,2,1,2,70,1.2", $"下级,{Site.Community},重熙社区居民委员会,1,1,1,10,0.2"], (await Csv(Street))[2..4]);
        Assert.Equal([$"下级,{Street},水泊寺街道,3,2,3,80,1.3"], (await Csv(District))[2..3]);
        var sheet = await BoardFiles.Sheet(leader, $"/board/{Street}/areas.xlsx?month={month}", "活动");
        Assert.Equal([own, again], sheet.Skip(1).Select(row => row[0]));

        async Task<string[]> Csv(string area) =>
            Encoding.UTF8.GetString(await BoardFiles.Get(leader, $"/board/{area}/areas.csv?month={month}")).Split("\r\n");
    }

    private static string Stamp(DateTimeOffset at) =>
        at.ToOffset(CivilTime.Offset).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
