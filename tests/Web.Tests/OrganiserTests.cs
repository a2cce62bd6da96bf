using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>What a community worker does with an activity, from the form to the end of the list.</summary>
public sealed partial class OrganiserTests(AzuriteFixture azurite, Chromium chromium)
{
    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Enters_publishes_calls_the_roll_and_closes(Look look)
    {
        await using var site = await Site.Start(azurite);
        await using var organiser = await SignIn(site, look);
        await organiser.Follow("组织活动", "Run activities");
        await organiser.Follow("新建活动", "New activity");
        await organiser.Fill("title", "门前五包巡查");
        await organiser.Page.SelectOptionAsync("[name=category]", "city-upkeep");
        await organiser.Page.SelectOptionAsync("[name=organiserArea]", Site.Community);
        await organiser.Fill("venue.name", "延和路");
        var start = TimeProvider.System.GetUtcNow().AddMinutes(20).ToOffset(TimeSpan.FromHours(8));
        await organiser.Fill("startsAt", Site.Local(start));
        await organiser.Fill("endsAt", Site.Local(start.AddHours(-1)));
        await organiser.Fill("posts", "引导 5\n巡查");
        await organiser.Press("保存草稿", "Save as a draft");
        await organiser.Sees("必须晚于开始时间", "Ends must be after the start");
        await Assertions.Expect(organiser.Page.Locator("[name=title]")).ToHaveValueAsync("门前五包巡查");
        await Assertions.Expect(organiser.Page.Locator("[name=startsAt]")).ToHaveValueAsync(Site.Local(start));
        await organiser.Sees("第 2 行：", "2: ");
        await organiser.LookAt("new-activity-refused");

        await organiser.Fill("endsAt", Site.Local(start.AddHours(2)));
        await organiser.Fill("posts", "引导 5\n巡查，10人");
        await organiser.Button("保存草稿", "Save as a draft").DblClickAsync();
        await Assertions.Expect(organiser.Page.Locator("h1")).ToHaveTextAsync("门前五包巡查");
        await organiser.Page.GotoAsync("/organise?state=draft");
        await organiser.LookAt("drafts");
        await organiser.Follow("门前五包巡查", "门前五包巡查");
        await organiser.Follow("修改", "Change");
        await Assertions.Expect(organiser.Page.Locator("[name=posts]")).ToHaveValueAsync("引导 5\n巡查 10");
        await organiser.Fill("capacity", "30");
        await organiser.LookAt("change-activity");
        await organiser.Press("保存修改", "Save the changes");
        await organiser.Press("发布", "Publish");
        await organiser.Sees("已发布", "Published");
        await organiser.Sees("还没有人报名", "Nobody has signed up yet");

        var id = IdInAddress().Match(organiser.Page.Url).Groups[1].Value;
        await site.SignUp("13800138001", "古丽·㐱𠮷", id);
        await site.SignUp("13800138002", "王芳", id);
        await organiser.Page.ReloadAsync();
        await organiser.Follow("点名", "Roll call");
        await organiser.LookAt("roll-call");
        var row = organiser.Page.Locator(".roll li", new() { HasText = "王芳" });
        if (look.HasScripts)
        {
            await row.GetByRole(AriaRole.Button).ClickAsync();
            await Assertions.Expect(row.Locator(".when")).Not.ToBeEmptyAsync();
            await Assertions.Expect(organiser.Page.Locator("#unsent")).ToBeHiddenAsync();
        }
        else
        {
            await row.Locator("[name=person]").CheckAsync();
            await organiser.Press("登记到场", "Record who is there");
            await organiser.Sees("已登记 1 人", "1 recorded");
        }

        await Eventually.True(
            async () =>
            {
                await organiser.Page.GotoAsync($"/organise/{id}");
                return await organiser.Page.Locator(".figures dd").Nth(2).InnerTextAsync() == "1";
            },
            "the roll call is recorded");
        await organiser.LookAt("organise");

        await organiser.Page.GotoAsync("/organise");
        await organiser.LookAt("organised");
        await organiser.Follow("门前五包巡查", "门前五包巡查");
        await organiser.Confirm("结束登记", "Close");
        await organiser.Sees("已结束", "Closed");
        await organiser.Page.GotoAsync($"/organise/{id}/roll-call");
        await organiser.Sees("只有已发布的活动可以点名", "of published activities only");
    }

    [Fact]
    public async Task Lists_no_other_area_than_ones_own()
    {
        await using var site = await Site.Start(azurite);
        var token = await site.Token(await site.StaffCode("13800138009", "李强", "organiser"));
        using var own = await site.AskAs(token, "GET", $"/organise?area={Site.Community}");
        using var other = await site.AskAs(token, "GET", "/organise?area=140213066");
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
    }

    [Fact]
    public async Task Closes_an_activity_though_more_people_are_still_in_than_a_transaction_takes()
    {
        const int StillIn = 95;
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("健步走", new { startsAt = site.At(-1), endsAt = site.At(1) });
        foreach (var i in Enumerable.Range(0, StillIn))
            await site.StillIn($"1380013{i:0000}", Site.NameOf(i), id, site.At(-1));
        await using var organiser = await SignIn(site, Look.ChinesePhone);
        await organiser.Page.GotoAsync($"/organise/{id}");
        await organiser.Confirm("结束登记", "Close");
        await Assertions.Expect(organiser.Page.Locator("main .tag").First).ToHaveTextAsync("已结束");
        Assert.Equal(StillIn, (await site.Get($"/api/activities/{id}/participation"))["checkedOut"]!.GetValue<int>());
    }

    [Fact]
    public async Task Copies_an_activity_to_a_later_week_and_lists_by_state()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("重阳敬老", new { startsAt = site.At(-24 * 20), endsAt = site.At(-24 * 20 + 2) });
        await using var organiser = await SignIn(site, Look.EnglishDesk);
        await organiser.Page.GotoAsync($"/organise/{id}");
        await organiser.Follow("复制", "Copy");
        var start = site.At(24).ToOffset(TimeSpan.FromHours(8));
        await Assertions.Expect(organiser.Page.Locator("[name=startsAt]")).ToHaveValueAsync(new Regex($"^{Site.Local(start)}"));
        await organiser.Fill("title", "元旦敬老");
        await organiser.Press("保存草稿", "Save as a draft");
        await organiser.Confirm("取消活动", "Call it off");
        await organiser.Sees("已取消", "Called off");
        foreach (var (state, title) in ((string, string)[])[("published", "重阳敬老"), ("cancelled", "元旦敬老")])
        {
            await organiser.Page.GotoAsync($"/organise?state={state}");
            await Assertions.Expect(organiser.Page.Locator(".card h2")).ToHaveTextAsync([title]);
        }

        await organiser.Page.GotoAsync("/organise?state=draft");
        await Assertions.Expect(organiser.Page.Locator(".card")).ToHaveCountAsync(0);
        await organiser.Page.GotoAsync("/organise?state=nonsense");
        await Assertions.Expect(organiser.Page.Locator(".notice.bad")).ToBeVisibleAsync();
    }

    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Has_room_for_long_titles_and_rare_names(Look look)
    {
        const string Title = "㐱𠮷镇新时代文明实践所联合辖区党员志愿者开展冬季清雪除冰保畅通暨走访慰问空巢老人";
        Assert.Equal(40, new System.Globalization.StringInfo(Title).LengthInTextElements);
        await using var site = await Site.Start(azurite);
        var id = await site.Publish(Title, new { posts = new[] { new { name = "门前五包巡查与入户登记引导岗", capacity = 3 } } });
        await site.SignUp("13800138001", "古丽·买买提·㐱𠮷", id);
        await using var organiser = await SignIn(site, look);
        foreach (var (path, name) in ((string, string)[])[
            ("/activities", "long-list"), ($"/activities/{id}", "long-activity"), ("/organise", "long-organised"),
            ($"/organise/{id}", "long-organise"), ($"/organise/{id}/roll-call", "long-roll-call"),
            ($"/organise/{id}/door", "long-door"), ($"/organise/{id}/edit", "long-edit")])
        {
            await organiser.Page.GotoAsync(path);
            Assert.Contains("㐱𠮷镇新时代", await organiser.Page.ContentAsync(), StringComparison.Ordinal);
            await organiser.LookAt(name);
        }
    }

    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Shows_at_the_door_who_has_come(Look look)
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("空巢老人邻里探访");
        var volunteer = await site.SignUp("13800138001", "王芳", id);
        await using var organiser = await SignIn(site, look);
        await organiser.Page.GotoAsync($"/organise/{id}/door");
        var door = organiser.Page.Locator("#door");
        await Assertions.Expect(door.Locator("#signed-up")).ToHaveTextAsync("1");
        await Assertions.Expect(door.Locator("#checked-in")).ToHaveTextAsync("0");
        await organiser.LookAt("door");

        await site.CheckIn(volunteer, id, await door.Locator("#door-code").InnerTextAsync());
        if (!look.HasScripts)
            await organiser.Page.ReloadAsync();
        await Assertions.Expect(door.Locator("#checked-in")).ToHaveTextAsync("1");
        if (!look.HasScripts)
            return;
        await organiser.Press("全屏显示", "Full screen");
        await organiser.Page.WaitForFunctionAsync("() => document.fullscreenElement?.id === 'door'");
        await organiser.LookAt("door-full-screen");
    }

    [Fact]
    public async Task Says_at_the_door_that_the_network_is_gone_and_goes_on_when_it_is_back()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("空巢老人邻里探访");
        await using var organiser = await SignIn(site, Look.ChinesePhone);
        await organiser.Page.GotoAsync($"/organise/{id}/door");
        await organiser.SetOffline(true);
        await Assertions.Expect(organiser.Page.Locator("#offline")).ToBeVisibleAsync();
        await organiser.SetOffline(false);
        await Assertions.Expect(organiser.Page.Locator("#offline")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Keeps_the_organisers_pages_from_volunteers()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("清扫");
        await using var visitor = await Visitor.Come(chromium, site, Look.EnglishDesk);
        await visitor.Register("13800138000", id);
        foreach (var path in (string[])["new", id, $"{id}/door", $"{id}/door/now", $"{id}/roll-call", $"{id}/edit"])
            Assert.Equal(403, (await visitor.Page.GotoAsync($"/organise/{path}"))!.Status);
        await visitor.Sees("您没有这项操作的权限", "You may not do this");
        await visitor.LookAt("forbidden");
    }

    private async Task<Visitor> SignIn(Site site, Look look) => await Visitor.SignIn(chromium, site, look, await site.AdminCode(), "/me");

    [GeneratedRegex("/organise/([a-z0-9]+)$")]
    private static partial Regex IdInAddress();
}
