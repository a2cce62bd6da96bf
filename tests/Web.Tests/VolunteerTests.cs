using Microsoft.Playwright;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>What a volunteer does, from the list of activities to the record.</summary>
public sealed class VolunteerTests(AzuriteFixture azurite, Chromium chromium)
{
    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Registers_signs_up_and_gives_the_place_back(Look look)
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("垃圾分类志愿服务", new { capacity = 2, riskNotice = "请穿防滑鞋，注意车辆。" });
        await using var visitor = await Visitor.Come(chromium, site, look);

        await visitor.Page.GotoAsync("/");
        await visitor.LookAt("activities");
        await visitor.Follow("垃圾分类志愿服务", "垃圾分类志愿服务");
        await visitor.Sees("余 2 个", "2 of 2 free");
        await visitor.Sees("请穿防滑鞋", "请穿防滑鞋");
        await visitor.LookAt("activity");

        await visitor.Follow("注册并报名", "Register to sign up");
        await visitor.Fill("name", "古丽·㐱𠮷");
        await visitor.Fill("phone", "12345");
        await visitor.Page.SelectOptionAsync("[name=areaCode]", Site.Community);
        await visitor.Page.CheckAsync("[name='consent.version']");
        await visitor.Fill("skills", "急救、手语");
        await visitor.Press("注册", "Register");
        await visitor.Sees("不是有效的手机号码", "Mobile number is not a mobile number");
        await Assertions.Expect(visitor.Page.Locator("[name=name]")).ToHaveValueAsync("古丽·㐱𠮷");
        await Assertions.Expect(visitor.Page.Locator("[name=skills]")).ToHaveValueAsync("急救、手语");
        await visitor.LookAt("register-refused");

        await visitor.Fill("phone", "138 0013 8000");
        await visitor.Press("注册", "Register");
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new Uri(site.Address, $"/activities/{id}").ToString());
        await visitor.Press("我要报名", "Sign up");
        await visitor.Sees("您已报名成功", "You have a place");
        await visitor.Sees("余 1 个", "1 of 2 free");
        await visitor.LookAt("signed-up");

        await visitor.Follow("我的记录", "My record");
        await visitor.Sees("古丽·㐱𠮷", "古丽·㐱𠮷");
        await visitor.Sees("还没有服务记录", "Nothing yet");
        await visitor.LookAt("record");

        await visitor.Page.GotoAsync($"/activities/{id}");
        await visitor.Confirm("取消报名", "Give the place back");
        await visitor.Sees("余 2 个", "2 of 2 free");
        await visitor.Press("退出登录", "Sign out");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = look.Says("登录", "Sign in"), Exact = true })).ToBeVisibleAsync();
    }

    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Finds_activities_by_community_category_and_date_and_only_those_one_can_join(Look look)
    {
        await using var site = await Site.Start(azurite);
        await site.Publish("垃圾分类");
        await site.Publish("入户走访", new { category = "home-visit", startsAt = site.At(1), endsAt = site.At(3) });
        await site.Publish("别处的清扫", new { organiserArea = "140213066006" });
        await site.Publish("下月的清扫", new { startsAt = site.At(30 * 24), endsAt = site.At((30 * 24) + 2) });
        await site.Publish("党员活动日", new { audience = "party-members", startsAt = site.At(4), endsAt = site.At(6) });
        var held = await site.Publish("已经报名的", new { startsAt = site.At(8), endsAt = site.At(10) });
        await site.Publish("时间冲突的", new { startsAt = site.At(9), endsAt = site.At(11) });
        await using var visitor = await Visitor.Come(chromium, site, look);
        await visitor.Register("13800138000", held);
        await visitor.Press("我要报名", "Sign up");
        await visitor.Sees("您已报名成功", "You have a place");

        await visitor.Page.GotoAsync("/activities");
        var found = visitor.Page.Locator(".card h2");
        await visitor.Page.SelectOptionAsync("[name=area]", Site.Community);
        await visitor.Fill("to", Site.Local(site.At(48))[..10]);
        await visitor.Press("查找", "Search");
        await Assertions.Expect(found).ToHaveTextAsync(["垃圾分类", "入户走访", "党员活动日", "已经报名的", "时间冲突的"]);
        await visitor.Page.CheckAsync("[name=mine]");
        await visitor.Press("查找", "Search");
        await Assertions.Expect(found).ToHaveTextAsync(["垃圾分类", "入户走访", "已经报名的"]);
        await visitor.LookAt("activities-found");
        await visitor.Page.SelectOptionAsync("[name=category]", "home-visit");
        await visitor.Press("查找", "Search");
        await Assertions.Expect(found).ToHaveTextAsync(["入户走访"]);
        await Assertions.Expect(visitor.Page.Locator("[name=mine]")).ToBeCheckedAsync();
        await visitor.Fill("to", Site.Local(site.At(-48))[..10]);
        await visitor.Press("查找", "Search");
        await visitor.LookAt("activities-not-found");
        await Assertions.Expect(found).ToHaveCountAsync(0);
    }

    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Says_to_a_child_that_a_guardian_is_needed(Look look)
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("清扫");
        await using var visitor = await Visitor.Come(chromium, site, look);
        await visitor.Page.GotoAsync($"/register?then=/activities/{id}");
        await visitor.Fill("name", "王小明");
        await visitor.Fill("phone", "13800138000");
        await visitor.Fill("birthDate", site.BirthDateOf(10));
        await visitor.Page.SelectOptionAsync("[name=areaCode]", Site.Community);
        await visitor.Page.CheckAsync("[name='consent.version']");
        await visitor.Press("注册", "Register");
        await visitor.Sees("未满 14 周岁须填写监护人", "Guardian is required below the age of 14");
        await visitor.LookAt("register-child-refused");
        await visitor.Fill("guardian.name", "王芳");
        await visitor.Fill("guardian.phone", "13800138001");
        await visitor.Press("注册", "Register");
        await Assertions.Expect(visitor.Button("我要报名", "Sign up")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Holds_one_place_however_often_the_button_is_pressed()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("清扫", new { capacity = 1 });
        await using var first = await Visitor.Come(chromium, site, Look.ChinesePhone);
        await first.Register("13800138000", id);
        await first.Button("我要报名", "Sign up").DblClickAsync();
        await first.Sees("您已报名成功", "You have a place");

        await using var second = await Visitor.Come(chromium, site, Look.EnglishDesk);
        await second.Register("13800138001", id);
        await second.Press("加入候补", "Join the waiting list");
        await second.Sees("候补第 1 位", "number 1 in the waiting list");
        await second.LookAt("waiting");

        await first.Confirm("取消报名", "Give the place back");
        await second.Page.ReloadAsync();
        await second.Press("确认参加", "Take the place");
        await second.Sees("您已报名成功", "You have a place");
    }

    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Says_that_all_is_taken_where_every_post_is(Look look)
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("清扫", new { posts = new[] { new { name = "引导", capacity = 1 }, new { name = "清洁", capacity = 1 } } });
        await using var visitor = await Visitor.Come(chromium, site, look);
        await visitor.Register("13800138000", id);
        await visitor.Sees("共 2 个，余 2 个", "2 of 2 free");
        await visitor.Press("我要报名", "Sign up");
        await visitor.Sees("您已报名成功", "You have a place");
        await visitor.Page.GotoAsync("/activities");
        await Assertions.Expect(visitor.Page.Locator(".card .tag")).ToHaveTextAsync([look.Says("已报名", "Signed up")]);
        await visitor.LookAt("activities-signed-up");

        await using var second = await Visitor.Come(chromium, site, look);
        await second.Register("13800138001", id);
        await second.Sees("共 2 个，余 1 个", "1 of 2 free");
        await Assertions.Expect(second.Page.Locator("[name=post] option").First).ToContainTextAsync(look.Says("已满", "taken"));
        await second.Page.SelectOptionAsync("[name=post]", "清洁");
        await second.Press("我要报名", "Sign up");
        await second.Sees("您已报名成功", "You have a place");

        await using var third = await Visitor.Come(chromium, site, look);
        await third.Register("13800138002", id);
        await third.Sees("共 2 个，已满，0 人候补", "2, all taken, 0 waiting");
        await third.Press("加入候补", "Join the waiting list");
        await third.Sees("候补第 1 位", "number 1 in the waiting list");
        await third.LookAt("posts-taken");
        await third.Page.GotoAsync("/activities");
        await Assertions.Expect(third.Page.Locator(".card .tag")).ToHaveTextAsync([look.Says("候补中", "Waiting")]);
    }

    [Fact]
    public async Task Says_on_the_page_why_a_sign_up_is_refused()
    {
        await using var site = await Site.Start(azurite);
        await using var visitor = await Visitor.Come(chromium, site, Look.EnglishDesk);
        await visitor.Register("13800138000", await site.Publish("第一个活动"));
        await visitor.Press("我要报名", "Sign up");
        await visitor.Sees("您已报名成功", "You have a place");

        await visitor.Page.GotoAsync($"/activities/{await site.Publish("同时的活动")}");
        await visitor.Press("我要报名", "Sign up");
        await visitor.Sees("您在同一时间已报名另一活动", "You hold a place on another activity at the same time");
        await visitor.LookAt("sign-up-refused");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "简体中文" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("同时的活动");
    }

    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Signs_in_by_a_link_and_changes_the_language(Look look)
    {
        await using var site = await Site.Start(azurite);
        await using var visitor = await Visitor.Come(chromium, site, look);
        var code = await site.AdminCode();
        await visitor.Page.GotoAsync(look.HasScripts ? $"/sign-in?then=/activities#{code}" : "/sign-in?then=/activities");
        if (look.HasScripts)
            await Assertions.Expect(visitor.Page.Locator("[name=code]")).ToHaveValueAsync(code);
        else
            await visitor.Fill("code", code);
        await visitor.LookAt("sign-in");
        Assert.DoesNotContain(code, visitor.Page.Url, StringComparison.Ordinal);
        await visitor.Press("登录", "Sign in");
        await Assertions.Expect(visitor.Button("退出登录", "Sign out")).ToBeVisibleAsync();

        var other = look with { Locale = look.IsEnglish ? "zh-CN" : "en" };
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = look.IsEnglish ? "简体中文" : "English" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync(other.Says("志愿活动", "Activities"));
        Assert.Equal(other.Locale, await visitor.Page.Locator("html").GetAttributeAsync("lang"));

        await visitor.Page.GotoAsync("/sign-in");
        await visitor.Fill("code", code);
        await visitor.Page.Locator("main button").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("main")).ToContainTextAsync(other.Says("登录码无效", "The sign-in code is unknown"));
    }
}
