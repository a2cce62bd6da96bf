using Microsoft.Playwright;
using Outreach.Domain;
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
        await leader.Sees("还没有统计数据", "Nothing is counted yet");
        await Assertions.Expect(leader.Page.Locator("dd").Nth(5)).ToHaveTextAsync("—");
        await leader.LookAt("board-empty");

        await site.BeginNight();
        await Eventually.True(
            async () =>
            {
                await leader.Page.ReloadAsync();
                var text = await leader.Page.Locator("main").InnerTextAsync();
                return text.Contains(look.Says("统计截至", "Counted"), StringComparison.Ordinal) &&
                    text.Contains(look.Says("全部社区排名", "All communities"), StringComparison.Ordinal);
            },
            "the night counted the month");
        await Assertions.Expect(leader.Page.Locator("dd")).ToHaveTextAsync(["1", "2", "2", "0.0", "0.0", "0.00%", "0"]);
        if (look.HasScripts)
            await Assertions.Expect(leader.Page.Locator("html[data-charts=drawn] .chart canvas")).ToHaveCountAsync(2);
        await Assertions.Expect(Rows(leader, "communities")).ToHaveCountAsync(1);
        await leader.LookAt("board-district");
        await leader.Follow("水泊寺街道", "水泊寺街道");
        await leader.LookAt("board-street");

        await leader.Follow("重熙社区居民委员会", "重熙社区居民委员会");
        await Assertions.Expect(Rows(leader, "activities").Locator("td:not(.when)"))
            .ToHaveTextAsync([look.Says("已发布", "Published"), "2", "2", "0.0", "0.0", "0"]);
        await leader.LookAt("board-community");
        await leader.Follow("清扫", "清扫");
        Assert.EndsWith($"/organise/{id}", leader.Page.Url, StringComparison.Ordinal);
        await Assertions.Expect(leader.Page.Locator("h1")).ToHaveTextAsync("清扫");
    }

    [Fact]
    public async Task Counts_whoever_came_in_two_months_once_in_a_span_of_them()
    {
        await using var site = await Site.Start(azurite);
        var (earlier, later) = (site.At(-24 * 40), site.At(-24 * 3));
        var first = await site.Publish("上月清扫", new { startsAt = earlier, endsAt = earlier.AddHours(2) });
        var second = await site.Publish("本月清扫", new { startsAt = later, endsAt = later.AddHours(2) });
        var person = await site.Attended("13800138001", "王芳", first, earlier);
        await site.Post(
            $"/api/activities/{second}/attendance", new[] { new { personId = person, checkedInAt = later, checkedOutAt = later.AddHours(1) } });
        await site.Attended("13800138002", "李强", second, later);
        await site.BeginNight();

        await using var leader = await Visitor.SignIn(chromium, site, Look.ChineseDesk, await site.AdminCode(), "/board");
        var months = $"from={Month(earlier)}&month={Month(later)}";
        await Eventually.True(
            async () =>
            {
                await leader.Page.GotoAsync($"/board/140213?{months}");
                return await leader.Page.Locator("dd").Nth(2).InnerTextAsync() == "3" &&
                    await Rows(leader, "children").Locator("td").Nth(3).InnerTextAsync() == "3";
            },
            "the night counted both months");
        await Assertions.Expect(leader.Page.Locator("dd")).ToHaveTextAsync(["2", "2", "3", "1.3", "0.0", "0.00%", "1"]);
        await Assertions.Expect(Rows(leader, "children").First.Locator("td")).ToHaveTextAsync(["1", "2", "2", "3", "1.3"]);
        await leader.LookAt("board-span");

        await leader.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await leader.LookAt("board-print");
        var pdf = await leader.Page.PdfAsync(new() { PreferCSSPageSize = true });
        Assert.StartsWith("%PDF", System.Text.Encoding.ASCII.GetString(pdf, 0, 4), StringComparison.Ordinal);
        await leader.Page.EmulateMediaAsync(new() { Media = Media.Screen });

        await leader.Page.GotoAsync($"/board/140213?from={Month(later)}&month={Month(earlier)}");
        await leader.Sees("起止月份有误", "must not be before from");
        await leader.LookAt("board-refused");
    }

    [Fact]
    public async Task Lists_what_counts_in_the_months_and_leads_each_visitor_to_the_page_that_is_theirs()
    {
        await using var site = await Site.Start(azurite);
        var midnight = CivilTime.StartOf(CivilTime.MonthOf(site.At(0)).Previous.Start);
        var id = await site.Publish("跨月守夜", new { startsAt = midnight.AddHours(-1), endsAt = midnight.AddHours(1) });
        await site.Attended("13800138001", "王芳", id, midnight.AddMinutes(10));
        await site.BeginNight();

        var code = await site.StaffCode("13800138002", "李强", "auditor");
        var month = CivilTime.MonthOf(midnight);
        await using var auditor = await Visitor.SignIn(chromium, site, Look.ChinesePhone, code, $"/board/{Site.Community}");
        await auditor.Sees("这段时间没有活动", "No activities");
        await Eventually.True(
            async () =>
            {
                await auditor.Page.GotoAsync($"/board/{Site.Community}?month={month}");
                return await Rows(auditor, "activities").CountAsync() == 1;
            },
            "the night counted the month in which somebody came");
        await Assertions.Expect(Rows(auditor, "activities").Locator("td.number")).ToHaveTextAsync(["1", "1", "0.2", "0.0", "1"]);
        await auditor.Page.GotoAsync($"/board/{Site.Community}?month={month.Previous}");
        await Assertions.Expect(Rows(auditor, "activities").Locator("td.number")).ToHaveTextAsync(["0", "0", "0.0", "0.0", "0"]);
        await auditor.Follow("跨月守夜", "跨月守夜");
        Assert.EndsWith($"/activities/{id}", auditor.Page.Url, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Leads_from_a_street_to_what_it_organises_itself_which_counts_in_no_row_below(Look look)
    {
        await using var site = await Site.Start(azurite);
        var start = site.At(-24 * 3);
        var below = await site.Publish("社区清扫", new { startsAt = start, endsAt = start.AddHours(2) });
        var own = await site.Publish("街道宣讲", new { organiserArea = "140213066", startsAt = start.AddHours(3), endsAt = start.AddHours(5) });
        await site.Publish("没有人来的宣讲", new { organiserArea = "140213066", startsAt = start.AddHours(6), endsAt = start.AddHours(8) });
        await site.Attended("13800138001", "王芳", below, start);
        await site.Attended("13800138002", "李强", own, start.AddHours(3));
        await site.BeginNight();

        await using var leader = await Visitor.SignIn(chromium, site, look, await site.AdminCode(), "/board");
        await Eventually.True(
            async () =>
            {
                await leader.Page.GotoAsync($"/board/140213?month={Month(start)}");
                return await leader.Page.Locator("dd").Nth(2).InnerTextAsync() == "2";
            },
            "the night counted the month");
        await Assertions.Expect(leader.Page.Locator("#activities")).ToHaveCountAsync(0);
        await leader.Follow("水泊寺街道", "水泊寺街道");
        await Assertions.Expect(leader.Page.Locator("dd").Nth(0)).ToHaveTextAsync("2");
        await Assertions.Expect(Rows(leader, "children").First.Locator("td")).ToHaveTextAsync(["1", "1", "1", "1", "0.2"]);
        await leader.Sees("本级组织的活动", "Activities that 水泊寺街道 organises itself");
        await leader.Sees("不计入任何下级区域的行", "in no row of the areas below");
        await leader.Sees("只计有签到、补录或成果的活动", "only those with visits, hours added later or results");
        await Assertions.Expect(Rows(leader, "activities")).ToHaveCountAsync(2);
        await Assertions.Expect(Rows(leader, "activities").First.Locator("td.number")).ToHaveTextAsync(["1", "1", "0.2", "0.0", "0"]);
        await leader.LookAt("board-street-own");
        await leader.Follow("街道宣讲", "街道宣讲");
        Assert.EndsWith($"/organise/{own}", leader.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_when_it_does_not_list_every_activity()
    {
        await using var site = await Site.Start(azurite);
        var first = site.At(0);
        await Parallel.ForAsync(0, 101, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
            await site.Publish($"清扫{i}", new { startsAt = first.AddSeconds(i), endsAt = first.AddHours(1) }));

        var code = await site.AdminCode();
        await using var leader = await Visitor.SignIn(chromium, site, Look.ChineseDesk, code, $"/board/{Site.Community}?month={Month(first)}");
        await Assertions.Expect(Rows(leader, "activities")).ToHaveCountAsync(100);
        await leader.Sees("只列出前 100 个", "Only the first 100");
        var sheet = await BoardFiles.Sheet(leader, $"/board/{Site.Community}/areas.xlsx?month={Month(first)}", "活动");
        Assert.Equal(102, sheet.Count);
    }

    [Fact]
    public async Task Prints_charts_in_the_colours_of_paper_whatever_those_of_the_screen()
    {
        await using var site = await Site.Start(azurite);
        await using var leader = await Visitor.SignIn(chromium, site, Look.DarkChineseDesk, await site.AdminCode(), "/board/140213");
        var page = leader.Page;
        await Assertions.Expect(page.Locator("html[data-charts=drawn] .chart canvas")).ToHaveCountAsync(1);
        await page.EvaluateAsync($"""
            const colours = {PaletteOfChart};
            const note = () => document.documentElement.dataset.colours = colours();
            addEventListener("beforeprint", () => document.documentElement.dataset.printed = colours());
            addEventListener("afterprint", note);
            matchMedia("print").addEventListener("change", note);
            note();
            """);
        var html = page.Locator("html");
        await Assertions.Expect(html).ToHaveAttributeAsync("data-colours", "dark");

        await page.PdfAsync();
        await Assertions.Expect(html).ToHaveAttributeAsync("data-printed", "light");
        await Assertions.Expect(html).ToHaveAttributeAsync("data-colours", "dark");

        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(html).ToHaveAttributeAsync("data-colours", "light");
        await leader.LookAt("board-print");
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        await Assertions.Expect(html).ToHaveAttributeAsync("data-colours", "dark");
    }

    /// <summary>Tells by the accent, which the legend has too, in which palette the first chart stands there.</summary>
    private const string PaletteOfChart = """
        () => {
          const canvas = document.querySelector(".chart canvas");
          const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
          copy.drawImage(canvas, 0, 0);
          const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
          const has = colour => data.some((_, i) => i % 4 === 0 && colour.every((part, k) => data[i + k] === part));
          return [has([0x9a, 0x2b, 0x1f]) ? "light" : "", has([0xf0, 0xa3, 0x98]) ? "dark" : ""].join("");
        }
        """;

    private static ILocator Rows(Visitor visitor, string caption) => visitor.Page.Locator($"#{caption}").Locator("..").Locator("tbody tr");

    private static string Month(DateTimeOffset at) => CivilTime.MonthOf(at).ToString();

    [Fact]
    public async Task Is_for_staff_of_the_area_alone()
    {
        await using var site = await Site.Start(azurite);
        await using var visitor = await Visitor.Come(chromium, site, Look.EnglishDesk);
        await visitor.Register("13800138000", await site.Publish("清扫"));
        foreach (var path in (string[])["/board", "/board/140213", "/board/140213/areas.csv", "/board/140213/areas.xlsx"])
            Assert.Equal(403, (await visitor.Page.GotoAsync(path))!.Status);
    }
}
