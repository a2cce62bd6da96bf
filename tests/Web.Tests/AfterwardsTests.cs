using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>What a volunteer is told of a place once the activity is over.</summary>
public sealed class AfterwardsTests(AzuriteFixture azurite, Chromium chromium)
{
    [Fact]
    public async Task Asks_for_hours_only_where_they_may_be_missing()
    {
        await using var site = await Site.Start(azurite);
        var service = await site.Publish("清扫");
        var lecture = await site.Publish("讲座", new { serviceCounts = false, startsAt = site.At(4), endsAt = site.At(5) });
        var struck = await site.Publish("看错了人的清扫", new { startsAt = site.At(6), endsAt = site.At(7) });
        var registered = await site.Post(
            "/api/volunteers", new { name = "王芳", phone = "13800138000", areaCode = Site.Community, consent = new { version = "1" } });
        var person = registered["person"]!["id"]!.GetValue<string>();
        foreach (var activity in (string[])[service, lecture, struck])
            await site.PostAs(registered["token"]!.GetValue<string>(), $"/api/activities/{activity}/sign-ups", new { });
        var code = (await site.Post($"/api/people/{person}/one-time-links", new { }))["code"]!.GetValue<string>();
        await using var visitor = await Visitor.SignIn(chromium, site, Look.ChinesePhone, code, "/me");
        var reviewer = await site.Token(await site.StaffCode("13800138009", "李强", "reviewer"));
        var main = visitor.Page.Locator("main");

        site.Pass(TimeSpan.FromHours(8));
        await site.Post(
            $"/api/activities/{struck}/attendance", new[] { new { personId = person, checkedInAt = site.At(6), checkedOutAt = site.At(7) } });
        await Approve("corrections", await site.Post(
            $"/api/activities/{struck}/corrections", new { personId = person, absent = true, reason = "点名时看错了" }));
        foreach (var activity in (string[])[lecture, struck])
        {
            await visitor.Page.GotoAsync($"/activities/{activity}");
            await visitor.Sees("活动已结束。", "");
            await Assertions.Expect(main).Not.ToContainTextAsync("补录");
        }

        await visitor.Page.GotoAsync($"/activities/{service}");
        await visitor.Sees("没有您的签到记录。到场了请联系组织单位补录。", "");
        await visitor.Page.GotoAsync("/me");
        await Assertions.Expect(visitor.Page.Locator(".notice.risk li")).ToHaveCountAsync(1);
        await visitor.Sees("到场了请联系组织单位补录。", "");

        await Approve("make-ups", await site.Post($"/api/activities/{service}/make-up", new { personId = person, minutes = 30, reason = "没有签到" }));
        await visitor.Page.GotoAsync($"/activities/{service}");
        await visitor.Sees("活动已结束，已补录 0.5 小时。", "");
        await Assertions.Expect(main).Not.ToContainTextAsync("没有您的签到记录");
        await visitor.LookAt("activity-made-up");

        Task<JsonNode> Approve(string kind, JsonNode entered) =>
            site.PostAs(reviewer, $"/api/{kind}/{entered["id"]!.GetValue<string>()}/approve", new { });
    }
}
