using Microsoft.Playwright;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>What an admin manages: people and their roles, ways in, queues, the audit log.</summary>
public sealed class AdminTests(AzuriteFixture azurite, Chromium chromium)
{
    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Finds_people_gives_roles_and_hands_out_ways_in(Look look)
    {
        await using var site = await Site.Start(azurite);
        await site.Register("13800138001", "古丽·㐱𠮷");
        var number = await site.Register("13800138002", "王芳");
        await using var admin = await Visitor.SignIn(chromium, site, look, await site.AdminCode(), "/me");
        await admin.Follow("管理", "Manage");
        await admin.LookAt("manage");
        await admin.Follow("人员", "People");
        await admin.Page.SelectOptionAsync("#field-area", Site.Community);
        await admin.Press("列出", "List");
        await admin.Sees("古丽·㐱𠮷", "古丽·㐱𠮷");
        await admin.Sees("138****8001", "138****8001");
        Assert.DoesNotContain("13800138001", await admin.Page.ContentAsync(), StringComparison.Ordinal);
        await admin.LookAt("people");

        await admin.Fill("find", "13912345678");
        await admin.Press("查找", "Find");
        await Assertions.Expect(admin.Page.Locator(".error")).ToBeVisibleAsync();
        await admin.LookAt("people-not-found");
        await admin.Fill("find", number);
        await admin.Press("查找", "Find");
        await Assertions.Expect(admin.Page.Locator("h1")).ToHaveTextAsync("王芳");
        await admin.Page.SelectOptionAsync("#field-role", "organiser");
        await admin.Press("授予角色", "Give the role");
        await admin.Sees("组织者", "Organiser");
        await admin.Press("生成一次性登录链接", "Make a one-time sign-in link");
        await admin.Sees("当面交给本人", "Hand it out in person");
        await admin.LookAt("person");
        var link = await admin.Page.Locator("main code").InnerTextAsync();

        await using var organiser = await Visitor.Come(chromium, site, Look.ChinesePhone);
        await organiser.Page.GotoAsync(link);
        await organiser.Press("登录", "Sign in");
        await organiser.Follow("组织活动", "Run activities");

        await admin.Page.GotoAsync("/manage/audit");
        await admin.Sees("生成登录链接", "Made a sign-in link");
        await admin.Sees($"志愿者 {number}", $"Volunteer {number}");
        await admin.Sees("组织者 · 重熙社区居民委员会", "Organiser · 重熙社区居民委员会");
        await admin.LookAt("audit");

        await admin.Page.GotoAsync("/manage/people");
        await admin.Fill("find", number);
        await admin.Press("查找", "Find");
        await admin.Press("收回：组织者", "Take away: Organiser");
        await admin.Sees("没有角色", "None.");
    }

    [Fact]
    public async Task Tells_in_the_log_what_of_an_activity_was_changed()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        await site.Patch($"/api/activities/{id}", new { title = "社区义诊·血压测量", riskNotice = "户外，注意防晒" });
        await using var admin = await Visitor.SignIn(chromium, site, Look.EnglishDesk, await site.AdminCode(), "/manage/audit");
        var cells = admin.Page.Locator("tbody tr").First.Locator("td");
        await Assertions.Expect(cells.Nth(3)).ToContainTextAsync("Changed an activity");
        await Assertions.Expect(cells.Nth(4)).ToHaveTextAsync("Title: 社区义诊");
        await Assertions.Expect(cells.Nth(5)).ToHaveTextAsync("Title: 社区义诊·血压测量; Risks: 户外，注意防晒");
        await admin.Follow("社区义诊·血压测量", "社区义诊·血压测量");
        await Assertions.Expect(admin.Page.Locator("h1")).ToHaveTextAsync("社区义诊·血压测量");
    }

    [Fact]
    public async Task Tells_in_the_log_whom_an_entry_concerns_by_number()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊", new { startsAt = site.At(-26), endsAt = site.At(-24) });
        var person = await site.Attended("13800138000", "王芳", id, site.At(-26));
        await site.Post($"/api/activities/{id}/make-up", new { personId = person, minutes = 30, reason = "提前到场布置" });
        await site.Post(
            $"/api/people/{person}/trainings", new { name = "急救", content = "心肺复苏", minutes = 60, host = "红十字会", date = "2026-01-02" });
        await using var admin = await Visitor.SignIn(chromium, site, Look.ChineseDesk, await site.AdminCode(), "/manage/audit");
        var number = (await site.Get($"/api/people/{person}"))["volunteerNumber"]!.GetValue<string>();
        var rows = admin.Page.Locator("tbody tr");
        await Assertions.Expect(rows.Nth(0).Locator("td").Nth(3)).ToHaveTextAsync($"培训志愿者 {number}");
        await Assertions.Expect(rows.Nth(1).Locator("td").Nth(3)).ToHaveTextAsync($"补录时长社区义诊志愿者 {number}");
        await Assertions.Expect(rows.Nth(1).Locator("td").Nth(5)).ToHaveTextAsync("待审核");
        Assert.DoesNotContain("王芳", await admin.Page.Locator("tbody").InnerTextAsync(), StringComparison.Ordinal);
        await admin.LookAt("audit-subjects");
    }

    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Sends_again_what_was_set_aside(Look look)
    {
        await using var site = await Site.Start(azurite);
        await site.SetAside("registrations", "no message of ours");
        await using var admin = await Visitor.SignIn(chromium, site, look, await site.AdminCode(), "/manage/queues");
        await admin.Sees("registrations", "registrations");
        await admin.LookAt("queues");
        await admin.Press("全部重发：registrations", "Send all again: registrations");
        await admin.Sees("已重新发送 1 条", "1 messages were sent again");
    }

    [Fact]
    public async Task Is_for_admins_of_the_area_alone()
    {
        await using var site = await Site.Start(azurite);
        var number = await site.Register("13800138001", "王芳");
        await using var organiser = await Visitor.SignIn(
            chromium, site, Look.EnglishDesk, await site.StaffCode("13800138009", "李强", "organiser"), "/manage");
        await organiser.Sees("nothing for you to manage", "nothing for you to manage");
        await organiser.Page.GotoAsync("/me");
        await Assertions.Expect(organiser.Page.Locator("main a[href='/manage']")).ToHaveCountAsync(0);
        foreach (var path in (string[])["/manage/people", "/manage/queues", "/manage/audit", "/manage/import"])
            Assert.Equal(403, (await organiser.Page.GotoAsync(path))!.Status);

        await using var local = await Visitor.SignIn(
            chromium, site, Look.EnglishDesk, await site.StaffCode("13800138008", "张伟", "admin"), "/manage/people");
        foreach (var path in (string[])["/manage/queues", "/manage/import"])
        {
            await local.Page.GotoAsync("/manage");
            await Assertions.Expect(local.Page.Locator($"main a[href='{path}']")).ToHaveCountAsync(0);
            Assert.Equal(403, (await local.Page.GotoAsync(path))!.Status);
        }

        await local.Page.GotoAsync("/manage/people?area=140213");
        await local.Sees("You may not do this", "You may not do this");
        await local.Fill("find", number);
        await local.Press("查找", "Find");
        await Assertions.Expect(local.Page.Locator("h1")).ToHaveTextAsync("王芳");
        await local.Page.Locator("#field-areaCode").EvaluateAsync("list => list.options[0].value = '140213'");
        await local.Page.SelectOptionAsync("#field-areaCode", "140213");
        await local.Press("授予角色", "Give the role");
        await local.Sees("You may not do this", "You may not do this");
    }
}
