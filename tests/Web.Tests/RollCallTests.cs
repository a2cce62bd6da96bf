using Microsoft.Playwright;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>Calling the roll with a keyboard and with a thumb.</summary>
public sealed class RollCallTests(AzuriteFixture azurite, Chromium chromium)
{
    [Fact]
    public async Task Finds_people_by_what_is_typed_and_records_who_is_not_on_the_list_by_number()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        await site.SignUp("13800138000", "王芳", id);
        await site.SignUp("13800138001", "李强", id);
        var number = await site.Register("13800138002", "赵敏");
        await using var organiser = await chromium.OpenRollCall(site, Look.EnglishDesk, id);

        await organiser.Page.Locator("#field-number").FocusAsync();
        await organiser.Page.Keyboard.TypeAsync("李");
        await Assertions.Expect(organiser.Page.Locator(".roll li:visible")).ToHaveCountAsync(1);
        await organiser.Page.Keyboard.PressAsync("Enter");
        await site.Arrived(id, 1);

        await organiser.Page.Keyboard.TypeAsync(number);
        await organiser.Page.Keyboard.PressAsync("Enter");
        await organiser.Sees("1 recorded", "1 recorded");
        await site.Arrived(id, 2);

        await organiser.Fill("number", "123456789012");
        await organiser.Page.Keyboard.PressAsync("Enter");
        await organiser.Sees("wrong check digit", "wrong check digit");
        await organiser.LookAt("roll-call-refused");
    }

    [Fact]
    public async Task Takes_a_double_tap_for_one_and_refuses_what_is_typed_out_of_turn()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        await site.SignUp("13800138000", "王芳", id);
        await using var organiser = await chromium.OpenRollCall(site, Look.ChinesePhone, id);
        await organiser.Fill("number", "王芳");
        await organiser.Press("登记离开", "Record who leaves");
        await organiser.Sees("还没有登记到场", "");
        await organiser.Fill("number", "");
        await organiser.Page.Locator(".roll button").DblClickAsync();
        await site.Arrived(id, 1);
        await Assertions.Expect(organiser.Page.Locator("#unsent")).ToBeHiddenAsync();
        await Assertions.Expect(organiser.Page.Locator(".roll [data-state=in]")).ToHaveCountAsync(1);
        Assert.Equal(0, (await site.Get($"/api/activities/{id}/participation"))["checkedOut"]!.GetValue<int>());
        await organiser.Type("王芳");
        await organiser.Sees("已经登记过到场", "");
        await organiser.LookAt("roll-call-out-of-turn");
    }

    [Fact]
    public async Task Shows_in_two_windows_of_a_device_what_either_recorded()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        await site.SignUp("13800138000", "王芳", id);
        await using var organiser = await chromium.OpenRollCall(site, Look.EnglishDesk, id);
        await organiser.Tap("王芳");
        await site.Arrived(id, 1);
        await Assertions.Expect(organiser.Page.Locator("#unsent")).ToBeHiddenAsync();
        var second = await organiser.Page.Context.NewPageAsync();
        await second.GotoAsync($"/organise/{id}/roll-call");
        await Assertions.Expect(second.GetByRole(AriaRole.Button, new() { Name = "Gone" })).ToBeVisibleAsync();
        await second.GetByRole(AriaRole.Button, new() { Name = "Gone" }).ClickAsync();
        await Assertions.Expect(organiser.Page.Locator(".roll [data-state=out] .when")).ToContainTextAsync("Gone");
        await organiser.Page.ReloadAsync();
        await Assertions.Expect(organiser.Page.Locator(".roll [data-state=out]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Keeps_ticks_and_number_of_a_form_that_was_refused()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        await site.SignUp("13800138000", "王芳", id);
        await using var organiser = await chromium.OpenRollCall(site, Look.DarkEnglishPhoneWithoutScripts, id);
        await organiser.Page.GetByRole(AriaRole.Checkbox, new() { Name = "王芳" }).CheckAsync();
        await organiser.Fill("number", "12345");
        await organiser.Press("登记到场", "Record who is there");
        await Assertions.Expect(organiser.Page.GetByRole(AriaRole.Checkbox, new() { Name = "王芳" })).ToBeCheckedAsync();
        await Assertions.Expect(organiser.Page.Locator("[name=number]")).ToHaveValueAsync("12345");
        await site.Arrived(id, 0);
    }

    [Fact]
    public async Task Records_the_whole_time_of_who_is_called_after_the_end()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("入户宣讲", new { startsAt = site.At(-26), endsAt = site.At(-24) });
        var number = await site.Register("13800138000", "王芳");
        await using var organiser = await chromium.OpenRollCall(site, Look.ChinesePhone, id);

        await organiser.Sees("按全程在场记录", "");
        await organiser.Fill("number", number);
        await organiser.Press("登记到场", "Record who is there");
        await organiser.Sees("已登记 1 人", "");
        await organiser.LookAt("roll-call-afterwards");
        var live = await site.Get($"/api/activities/{id}/participation");
        Assert.Equal(1, live["checkedOut"]!.GetValue<int>());
        Assert.Equal(120, live["minutes"]!.GetValue<int>());
    }

    [Fact]
    public async Task Tells_the_organiser_of_another_who_withdrew_their_consent()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("入户宣讲", new { startsAt = site.At(-26), endsAt = site.At(-24) });
        var person = (await site.Post(
            "/api/volunteers", new { name = "王芳", phone = "13800138000", areaCode = Site.Community, consent = new { version = "1" } }))["person"]!;
        await site.Post($"/api/people/{person["id"]!.GetValue<string>()}/consents/withdraw", new { });
        await using var organiser = await chromium.OpenRollCall(site, Look.ChinesePhone, id);
        await organiser.Fill("number", person["volunteerNumber"]!.GetValue<string>());
        await organiser.Press("登记到场", "Record who is there");
        await organiser.Sees("王芳：本人已撤回同意", "");
        await Assertions.Expect(organiser.Page.Locator("main")).Not.ToContainTextAsync("您已撤回同意");
    }

    [Fact]
    public async Task Says_of_whom_the_roll_was_not_called_and_takes_nobody_for_there_because_they_leave()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊", new { startsAt = site.At(-1), endsAt = site.At(1) });
        await site.SignUp("13800138000", "王芳", id);
        var there = await site.Attended("13800138001", "李强", id, site.At(-1));
        await using var organiser = await chromium.OpenRollCall(site, Look.DarkEnglishPhoneWithoutScripts, id);

        await organiser.Page.GetByRole(AriaRole.Checkbox, new() { Name = "王芳" }).CheckAsync();
        await organiser.Press("登记离开", "Record who leaves");
        await organiser.Sees("", "王芳: Was not recorded as there");
        await organiser.LookAt("roll-call-untaken");
        Assert.Equal(1, (await site.Get($"/api/activities/{id}/participation"))["checkedIn"]!.GetValue<int>());
        Assert.NotEmpty(there);
    }

    [Fact]
    public async Task Keeps_to_the_page_when_what_is_typed_means_several_or_nobody()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        await site.SignUp("13800138000", "王芳", id);
        await site.SignUp("13800138001", "王强", id);
        await using var organiser = await chromium.OpenRollCall(site, Look.ChinesePhone, id);
        await organiser.Type("王");
        await organiser.Sees("有多人符合", "");
        await organiser.Type("李四");
        await organiser.Sees("名单里没有", "");
        await organiser.LookAt("roll-call-unclear");
        await organiser.SetOffline(true);
        await organiser.Type("123456789012");
        await organiser.Sees("要联网后", "");
    }
}
