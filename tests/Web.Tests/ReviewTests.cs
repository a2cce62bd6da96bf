using Microsoft.Playwright;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>What is said of an activity after it: hours made up, corrections, results.</summary>
public sealed class ReviewTests(AzuriteFixture azurite, Chromium chromium)
{
    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Takes_two_people_to_make_up_hours_and_to_correct(Look look)
    {
        await using var site = await Site.Start(azurite);
        var id = await Yesterday(site);
        var person = await site.Attended("13800138001", "古丽·㐱𠮷", id, site.At(-24));
        var other = await site.Attended("13800138002", "王芳", id, site.At(-24));
        await using var organiser = await Visitor.SignIn(chromium, site, look, await site.AdminCode(), $"/organise/{id}");
        await organiser.Follow("补录与更正", "Add hours or correct");
        await organiser.Page.SelectOptionAsync("#make-up-person", person);
        await organiser.Fill("minutes", "500");
        await organiser.Page.FillAsync("#make-up-reason", "签退后又收拾了场地");
        await organiser.Press("录入补录", "Enter the hours");
        await organiser.Sees("必须在", "Minutes must be from 1 to 110");
        await Assertions.Expect(organiser.Page.Locator("#make-up-person")).ToHaveValueAsync(person);
        await Assertions.Expect(organiser.Page.Locator("[name=minutes]")).ToHaveValueAsync("500");
        await Assertions.Expect(organiser.Page.Locator("#make-up-reason")).ToHaveValueAsync("签退后又收拾了场地");
        await organiser.LookAt("review-refused");
        await organiser.Fill("minutes", "30");
        await organiser.Press("录入补录", "Enter the hours");
        await organiser.Sees("补录 30 分钟", "30 minutes added");
        await organiser.Page.SelectOptionAsync("#correction-person", other);
        await organiser.Page.CheckAsync("[name=absent]");
        await organiser.Fill("checkedInAt", "2026-01-05T09:00");
        await organiser.Page.FillAsync("#correction-reason", new string('错', 201));
        await organiser.Press("录入更正", "Enter the correction");
        await Assertions.Expect(organiser.Page.Locator("form .error")).ToHaveTextAsync([
            look.Says("注明未到场时不能填写时间", "This goes without times"),
            look.Says("不能超过 200 个字", "Reason must not be longer than 200 characters")]);
        await organiser.LookAt("correction-refused");
        await Assertions.Expect(organiser.Page.Locator("#correction-person")).ToHaveValueAsync(other);
        await Assertions.Expect(organiser.Page.Locator("[name=absent]")).ToBeCheckedAsync();
        await Assertions.Expect(organiser.Page.Locator("[name=checkedInAt]")).ToHaveValueAsync("2026-01-05T09:00");
        await organiser.Fill("checkedInAt", "");
        await organiser.Page.FillAsync("#correction-reason", "点名时看错了");
        await organiser.Press("录入更正", "Enter the correction");
        await organiser.Sees("没有到场", "was not there");
        await Assertions.Expect(organiser.Button("同意", "Approve")).ToHaveCountAsync(0);
        await organiser.LookAt("review-entered");

        await using var reviewer = await Visitor.SignIn(chromium, site, look, await site.StaffCode("13800138009", "李强", "reviewer"), "/me");
        await reviewer.Follow("审核", "Review");
        await reviewer.Sees("2 条待审核", "2 to be reviewed");
        await reviewer.LookAt("reviews");
        await reviewer.Follow("昨天的清扫", "昨天的清扫");
        await reviewer.LookAt("review-to-decide");
        // Who reviews need not organise: the title leads to the page that is there for everybody.
        await Assertions.Expect(reviewer.Page.Locator(".lead a")).ToHaveAttributeAsync("href", $"/activities/{id}");
        await reviewer.Button("同意", "Approve").First.ClickAsync();
        await Assertions.Expect(reviewer.Button("同意", "Approve")).ToHaveCountAsync(1);
        await reviewer.Press("同意", "Approve");
        await Assertions.Expect(reviewer.Page.Locator(".tag.good")).ToHaveCountAsync(2);
        await reviewer.Page.GotoAsync("/review");
        await reviewer.Sees("没有待审核", "Nothing waits");

        await Eventually.True(
            async () => (await site.Get($"/api/people/{person}/record"))["makeUpMinutes"]!.GetValue<int>() == 30, "the hours stand in the record");
        Assert.Equal(1, (await site.Get($"/api/activities/{id}/participation"))["checkedIn"]!.GetValue<int>());
    }

    [Fact]
    public async Task Enters_something_of_whoever_the_list_leads_here_from()
    {
        await using var site = await Site.Start(azurite);
        var id = await Yesterday(site);
        await site.Attended("13800138001", "李强", id, site.At(-24));
        await site.Attended("13800138002", "王芳", id, site.At(-24));
        await using var organiser = await Visitor.SignIn(chromium, site, Look.ChinesePhone, await site.AdminCode(), $"/organise/{id}");
        await organiser.Follow("补录或更正：王芳", "Add hours or correct: 王芳");
        var chosen = organiser.Page.Locator("#make-up-person option:checked");
        await Assertions.Expect(chosen).ToContainTextAsync("王芳");
        await organiser.LookAt("review-of-one");
        await organiser.Fill("minutes", "5000");
        await organiser.Page.FillAsync("#make-up-reason", "没有签到");
        await organiser.Press("录入补录", "Enter the hours");
        await organiser.Sees("必须在", "must be from");
        await Assertions.Expect(chosen).ToContainTextAsync("王芳");
        await organiser.Fill("minutes", "50");
        await organiser.Press("录入补录", "Enter the hours");
        await organiser.Sees("王芳：补录 50 分钟", "王芳: 50 minutes added");
    }

    [Fact]
    public async Task Says_that_who_entered_something_is_gone()
    {
        await using var site = await Site.Start(azurite);
        var id = await Yesterday(site);
        var person = await site.Attended("13800138001", "王芳", id, site.At(-24));
        await using var gone = await Visitor.SignIn(
            chromium, site, Look.EnglishDesk, await site.StaffCode("13800138009", "李强", "organiser"), $"/organise/{id}/review");
        await gone.Page.SelectOptionAsync("#make-up-person", person);
        await gone.Fill("minutes", "30");
        await gone.Page.FillAsync("#make-up-reason", "签退后又收拾了场地");
        await gone.Press("录入补录", "Enter the hours");
        await gone.Sees("李强", "Entered by 李强");
        await gone.Page.GotoAsync("/me/data");
        await gone.Page.CheckAsync("[name=confirm]");
        await gone.Press("永久删除", "Delete for good");
        await gone.Sees("您的账号已删除", "Your account is gone");

        await using var admin = await Visitor.SignIn(chromium, site, Look.EnglishDesk, await site.AdminCode(), $"/organise/{id}/review");
        await admin.Sees("（已注销）", "Entered by (account deleted), ");
    }

    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Records_what_an_activity_achieved(Look look)
    {
        await using var site = await Site.Start(azurite);
        var id = await Yesterday(site);
        await using var organiser = await Visitor.SignIn(chromium, site, look, await site.AdminCode(), $"/organise/{id}");
        await organiser.Follow("宣传成效", "Results");
        await organiser.Fill("leaflets", "200");
        await organiser.Fill("headCounts", "四年级二班 43\n五年级");
        await organiser.Press("保存", "Save");
        await organiser.Sees("第 2 行：", "2: ");
        await organiser.LookAt("results-refused");
        await organiser.Fill("headCounts", "四年级二班 43\n五年级：40人");
        await organiser.Press("保存", "Save");
        await organiser.Sees("已保存", "Saved");
        await Assertions.Expect(organiser.Page.Locator("[name=leaflets]")).ToHaveValueAsync("200");
        await Assertions.Expect(organiser.Page.Locator("[name=headCounts]")).ToHaveValueAsync("四年级二班 43\n五年级 40");
        await organiser.LookAt("results");
        var results = await site.Get($"/api/activities/{id}/results");
        Assert.Equal(40, results["headCounts"]![1]!["count"]!.GetValue<int>());
        Assert.Null(results["consultations"]);
    }

    private static Task<string> Yesterday(Site site) => site.Publish("昨天的清扫", new { startsAt = site.At(-24), endsAt = site.At(-22) });
}
