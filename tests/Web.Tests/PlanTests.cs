using Microsoft.Playwright;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>The form for an activity's plan: what it keeps of what is typed, of what stands, and of what others change meanwhile.</summary>
public sealed class PlanTests(AzuriteFixture azurite, Chromium chromium)
{
    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Keeps_all_that_was_typed_beside_what_is_no_number(Look look)
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("清扫");
        await using var organiser = await SignIn(site, look);
        foreach (var path in (string[])["/organise/new", $"/organise/{id}/edit"])
        {
            await organiser.Page.GotoAsync(path);
            await organiser.Fill("title", "门前五包巡查");
            await organiser.Page.SelectOptionAsync("[name=category]", "city-upkeep");
            await organiser.Page.SelectOptionAsync("[name=organiserArea]", Site.Community);
            await organiser.Fill("venue.name", "延和路");
            await organiser.Fill("startsAt", Site.Local(site.At(24)));
            await organiser.Fill("endsAt", Site.Local(site.At(26)));
            await organiser.Fill("posts", "引导 5");
            await organiser.Fill("venue.latitude", "40.09°");
            await organiser.Fill("venue.longitude", "113.3");
            await organiser.Page.Locator("form.sheet button:not([type=button])").ClickAsync();
            await organiser.Sees("应为数字", "Latitude is not a number");
            foreach (var (field, text) in ((string, string)[])[
                ("title", "门前五包巡查"), ("venue.name", "延和路"), ("posts", "引导 5"), ("venue.latitude", "40.09°"), ("venue.longitude", "113.3")])
                await Assertions.Expect(organiser.Page.Locator($"[name='{field}']")).ToHaveValueAsync(text);
        }

        await organiser.LookAt("change-refused");
        await organiser.Fill("venue.latitude", "40.09");
        await organiser.Press("保存修改", "Save the changes");
        await Assertions.Expect(organiser.Page.Locator("h1")).ToHaveTextAsync("门前五包巡查");
    }

    [Fact]
    public async Task Refuses_a_change_of_what_somebody_else_changed_meanwhile()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("清扫");
        await using var organiser = await SignIn(site, Look.ChinesePhone);
        await organiser.Page.GotoAsync($"/organise/{id}/edit");
        await site.SignUp("13800138001", "王芳", id);
        await organiser.Fill("title", "清扫积雪");
        await organiser.Press("保存修改", "Save the changes");
        await Assertions.Expect(organiser.Page.Locator("h1")).ToHaveTextAsync("清扫积雪");

        await organiser.Page.GotoAsync($"/organise/{id}/edit");
        await site.Patch($"/api/activities/{id}", new { title = "清扫街道" });
        await organiser.Fill("title", "清扫小巷");
        await organiser.Press("保存修改", "Save the changes");
        await Assertions.Expect(organiser.Page.Locator(".notice.bad")).ToBeVisibleAsync();
        await Assertions.Expect(organiser.Page.Locator("[name=title]")).ToHaveValueAsync("清扫小巷");
    }

    [Fact]
    public async Task Leaves_what_was_not_touched_as_it_stands()
    {
        await using var site = await Site.Start(azurite);
        var start = site.At(24).ToOffset(TimeSpan.FromHours(8));
        start = start.AddTicks(-(start.Ticks % TimeSpan.TicksPerMinute)).AddSeconds(30);
        var id = await site.Publish("清扫积雪", new
        {
            category = "snow-clearing",
            riskNotice = "路面结冰\n请穿防滑鞋",
            startsAt = start,
            endsAt = start.AddHours(2),
        });
        var before = await site.Get($"/api/activities/{id}");
        await using var organiser = await SignIn(site, Look.ChinesePhone);
        await organiser.Page.GotoAsync($"/organise/{id}/edit");
        await organiser.Fill("title", "清扫小巷积雪");
        await organiser.Press("保存修改", "Save the changes");
        await Assertions.Expect(organiser.Page.Locator("h1")).ToHaveTextAsync("清扫小巷积雪");
        var after = await site.Get($"/api/activities/{id}");
        foreach (var name in (string[])["category", "riskNotice", "startsAt", "endsAt"])
            Assert.Equal(before[name]!.ToJsonString(), after[name]!.ToJsonString());
        await organiser.Page.GotoAsync($"/activities/{id}");
        await Assertions.Expect(organiser.Page.Locator(".notice.risk .lines")).ToHaveTextAsync("路面结冰\n请穿防滑鞋", new() { UseInnerText = true });
        await organiser.LookAt("activity-with-lines");
    }

    [Fact]
    public async Task Fills_in_where_the_device_is()
    {
        await using var site = await Site.Start(azurite);
        await using var organiser = await Visitor.SignIn(chromium, site, Look.ChinesePhone, await site.AdminCode(), "/organise/new");
        await organiser.Press("填入我现在的位置", "Fill in where I am now");
        await Assertions.Expect(organiser.Page.Locator("#no-location")).ToBeVisibleAsync();
        await organiser.LookAt("plan-no-location");

        await organiser.Page.Context.GrantPermissionsAsync(["geolocation"]);
        await organiser.Page.Context.SetGeolocationAsync(new() { Latitude = 40.0763f, Longitude = 113.2983f });
        await organiser.Press("填入我现在的位置", "Fill in where I am now");
        await Assertions.Expect(organiser.Page.Locator("[name='venue.latitude']")).ToHaveValueAsync("40.076300");
        await Assertions.Expect(organiser.Page.Locator("[name='venue.longitude']")).ToHaveValueAsync("113.298300");
        await Assertions.Expect(organiser.Page.Locator("[name='venue.radiusMetres']")).ToHaveValueAsync("100");
    }

    [Fact]
    public async Task Takes_a_change_that_is_sent_twice_for_one()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("清扫");
        await using var organiser = await SignIn(site, Look.EnglishDesk);
        var form = organiser.Page.Locator("form.sheet");
        await organiser.Page.GotoAsync($"/organise/{id}/edit");
        var madeFrom = await form.GetAttributeAsync("action");
        await organiser.Fill("title", "清扫积雪");
        await organiser.Press("保存修改", "Save the changes");
        await Assertions.Expect(organiser.Page.Locator("h1")).ToHaveTextAsync("清扫积雪");
        await organiser.Page.GotoAsync($"/organise/{id}/edit");
        Assert.NotEqual(madeFrom, await form.GetAttributeAsync("action"));
        await form.EvaluateAsync("(form, madeFrom) => form.setAttribute('action', madeFrom)", madeFrom);
        await organiser.Press("保存修改", "Save the changes");
        await Assertions.Expect(organiser.Page.Locator("h1")).ToHaveTextAsync("清扫积雪");
        await Assertions.Expect(organiser.Page.Locator(".notice.bad")).ToHaveCountAsync(0);
    }

    private async Task<Visitor> SignIn(Site site, Look look) => await Visitor.SignIn(chromium, site, look, await site.AdminCode(), "/me");
}
