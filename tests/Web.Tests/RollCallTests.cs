using Microsoft.Playwright;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>Calling the roll with a keyboard, with a thumb, and without a network.</summary>
public sealed class RollCallTests(AzuriteFixture azurite, Chromium chromium)
{
    [Fact]
    public async Task Records_at_two_doors_each_once_though_one_has_no_network()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        string[] names = ["古丽·㐱𠮷", "王芳", "李强", "张伟", "刘洋"];
        foreach (var (name, i) in names.Select((name, i) => (name, i)))
            await site.SignUp($"1380013800{i}", name, id);
        await using var here = await SignIn(site, Look.ChinesePhone, id);
        await using var there = await SignIn(site, Look.EnglishDesk, id);
        await IsKept(there);

        await there.SetOffline(true);
        await there.Page.Clock.InstallAsync(new() { TimeDate = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-1) });
        await there.Page.ReloadAsync();
        await Tap(there, names[0], names[1], names[2]);
        await Assertions.Expect(there.Page.Locator("#offline")).ToBeVisibleAsync();
        await there.Page.ReloadAsync();
        await Assertions.Expect(there.Page.Locator("#unsent")).ToHaveTextAsync("To be sent: 3");
        await there.LookAt("roll-call-offline");
        await there.Page.Clock.FastForwardAsync("01:00");
        await Tap(there, names[3]);
        await Tap(here, names[2], names[3], names[4]);
        await Arrived(site, id, 3);

        await there.SetOffline(false);
        await Assertions.Expect(there.Page.Locator("#unsent")).ToBeHiddenAsync();
        await Arrived(site, id, 5);
        await here.Page.ReloadAsync();
        await Assertions.Expect(here.Page.Locator(".roll [data-state=in]")).ToHaveCountAsync(5);
        await here.LookAt("roll-call-all-here");
    }

    [Fact]
    public async Task Finds_people_by_what_is_typed_and_records_who_is_not_on_the_list_by_number()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        await site.SignUp("13800138000", "王芳", id);
        await site.SignUp("13800138001", "李强", id);
        var number = await site.Register("13800138002", "赵敏");
        await using var organiser = await SignIn(site, Look.EnglishDesk, id);

        await organiser.Page.Locator("#field-number").FocusAsync();
        await organiser.Page.Keyboard.TypeAsync("李");
        await Assertions.Expect(organiser.Page.Locator(".roll li:visible")).ToHaveCountAsync(1);
        await organiser.Page.Keyboard.PressAsync("Enter");
        await Arrived(site, id, 1);

        await organiser.Page.Keyboard.TypeAsync(number);
        await organiser.Page.Keyboard.PressAsync("Enter");
        await organiser.Sees("1 recorded", "1 recorded");
        await Arrived(site, id, 2);

        await organiser.Fill("number", "123456789012");
        await organiser.Page.Keyboard.PressAsync("Enter");
        await organiser.Sees("wrong check digit", "wrong check digit");
        await organiser.LookAt("roll-call-refused");
    }

    [Fact]
    public async Task Says_what_of_the_notes_was_not_recorded()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        await site.SignUp("13800138000", "王芳", id);
        await using var organiser = await SignIn(site, Look.ChinesePhone, id);
        await organiser.SetOffline(true);
        await Tap(organiser, "王芳");
        await site.Post($"/api/activities/{id}/close", new { });
        await organiser.SetOffline(false);
        await Assertions.Expect(organiser.Page.Locator(".roll .refused")).ToContainTextAsync("没有登记成功");
        await organiser.LookAt("roll-call-note-refused");

        // Until somebody has seen it, whatever becomes of the page.
        await organiser.Page.ReloadAsync();
        await Assertions.Expect(organiser.Page.Locator("#refused li")).ToContainTextAsync("王芳");
        await organiser.LookAt("roll-call-note-refused-later");
        await organiser.Press("知道了", "");
        await organiser.Page.ReloadAsync();
        await organiser.Sees("只有已发布的活动可以点名", "");
        await Assertions.Expect(organiser.Page.Locator("#refused")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Sends_what_was_noted_in_time_though_the_network_is_back_after_the_end()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊", new { startsAt = site.At(-1), endsAt = site.At(1) });
        await site.SignUp("13800138000", "王芳", id);
        await using var organiser = await SignIn(site, Look.EnglishDesk, id);
        await IsKept(organiser);
        await organiser.SetOffline(true);
        await Tap(organiser, "王芳");
        await Assertions.Expect(organiser.Page.Locator("#unsent")).ToHaveTextAsync("To be sent: 1");
        var now = TimeProvider.System.GetUtcNow();
        await site.Patch($"/api/activities/{id}", new { endsAt = now, signUpClosesAt = now });
        await organiser.SetOffline(false);
        await organiser.Page.ReloadAsync();
        await organiser.Sees("", "the whole time");
        await Arrived(site, id, 1);
    }

    [Fact]
    public async Task Notes_the_time_of_the_site_though_the_device_has_another()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        await site.SignUp("13800138000", "王芳", id);
        await site.SignUp("13800138001", "李强", id);
        await using var organiser = await SignIn(site, Look.ChinesePhone, id);
        await IsKept(organiser);
        await organiser.SetOffline(true);
        await organiser.Page.Clock.InstallAsync(new() { TimeDate = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(5) });
        await organiser.Page.EvaluateAsync("() => sessionStorage.clear()");
        await organiser.Page.ReloadAsync();
        await Tap(organiser, "王芳");
        await Assertions.Expect(organiser.Page.Locator("#unsent")).ToHaveTextAsync("待发送：1");
        await organiser.SetOffline(false);
        await Arrived(site, id, 1);
        await Tap(organiser, "李强");
        await Arrived(site, id, 2);
        await Assertions.Expect(organiser.Page.Locator("#refused")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Shows_without_a_network_what_was_recorded_since_the_page_was_kept()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        await site.SignUp("13800138000", "王芳", id);
        await using var organiser = await SignIn(site, Look.EnglishDesk, id);
        await IsKept(organiser);
        await Tap(organiser, "王芳");
        await Arrived(site, id, 1);
        await Assertions.Expect(organiser.Page.Locator("#unsent")).ToBeHiddenAsync();
        await organiser.SetOffline(true);
        await organiser.Page.ReloadAsync();
        await Assertions.Expect(organiser.Page.Locator("#offline")).ToBeVisibleAsync();
        await Assertions.Expect(organiser.Page.Locator(".roll [data-state=in] .when")).ToContainTextAsync("Here");
        await organiser.LookAt("roll-call-offline-later");
    }

    [Fact]
    public async Task Leaves_no_names_on_a_device_whose_session_is_over_nor_for_longer_than_a_day()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        await site.SignUp("13800138000", "王芳", id);
        await using var organiser = await SignIn(site, Look.ChinesePhone, id);
        await IsKept(organiser);
        await organiser.Page.Context.ClearCookiesAsync();
        await organiser.Page.ReloadAsync();
        await Assertions.Expect(organiser.Button("登录", "Sign in")).ToBeVisibleAsync();
        await NothingIsKept(organiser);

        await organiser.Page.EvaluateAsync(
            """
            async path => {
              const date = new Date(Date.now() - 25 * 60 * 60 * 1000).toUTCString();
              await (await caches.open("roll-call")).put(path, new Response("王芳", { headers: { Date: date } }));
            }
            """,
            $"/organise/{id}/roll-call");
        await organiser.SetOffline(true);
        await Assert.ThrowsAsync<PlaywrightException>(() => organiser.Page.GotoAsync($"/organise/{id}/roll-call"));
        await organiser.SetOffline(false);
        await organiser.Page.GotoAsync("/sign-in");
        await NothingIsKept(organiser);
    }

    [Fact]
    public async Task Keeps_ticks_and_number_of_a_form_that_was_refused()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        await site.SignUp("13800138000", "王芳", id);
        await using var organiser = await SignIn(site, Look.DarkEnglishPhoneWithoutScripts, id);
        await organiser.Page.GetByRole(AriaRole.Checkbox, new() { Name = "王芳" }).CheckAsync();
        await organiser.Fill("number", "12345");
        await organiser.Press("登记到场", "Record who is there");
        await Assertions.Expect(organiser.Page.GetByRole(AriaRole.Checkbox, new() { Name = "王芳" })).ToBeCheckedAsync();
        await Assertions.Expect(organiser.Page.Locator("[name=number]")).ToHaveValueAsync("12345");
        await Arrived(site, id, 0);
    }

    [Fact]
    public async Task Records_the_whole_time_of_who_is_called_after_the_end()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("入户宣讲", new { startsAt = site.At(-26), endsAt = site.At(-24) });
        var number = await site.Register("13800138000", "王芳");
        await using var organiser = await SignIn(site, Look.ChinesePhone, id);

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
    public async Task Says_of_whom_the_roll_was_not_called_and_takes_nobody_for_there_because_they_leave()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊", new { startsAt = site.At(-1), endsAt = site.At(1) });
        await site.SignUp("13800138000", "王芳", id);
        var there = await site.Attended("13800138001", "李强", id, site.At(-1));
        await using var organiser = await SignIn(site, Look.DarkEnglishPhoneWithoutScripts, id);

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
        await using var organiser = await SignIn(site, Look.ChinesePhone, id);
        await Typed(organiser, "王");
        await organiser.Sees("有多人符合", "");
        await Typed(organiser, "李四");
        await organiser.Sees("名单里没有", "");
        await organiser.LookAt("roll-call-unclear");
        await organiser.SetOffline(true);
        await Typed(organiser, "123456789012");
        await organiser.Sees("要联网后", "");
    }

    private static async Task Typed(Visitor organiser, string text)
    {
        await organiser.Fill("number", text);
        await organiser.Page.Keyboard.PressAsync("Enter");
    }

    private async Task<Visitor> SignIn(Site site, Look look, string id) =>
        await Visitor.SignIn(chromium, site, look, await site.AdminCode(), $"/organise/{id}/roll-call");

    private static Task IsKept(Visitor visitor) =>
        visitor.Page.WaitForFunctionAsync("async () => (await (await caches.open('roll-call')).keys()).length > 2");

    private static Task NothingIsKept(Visitor visitor) => visitor.Page.WaitForFunctionAsync(
        "async () => (await (await caches.open('roll-call')).keys()).every(kept => !kept.url.endsWith('roll-call'))");

    private static async Task Tap(Visitor visitor, params string[] names)
    {
        foreach (var name in names)
            await visitor.Page.Locator(".roll li", new() { HasText = name }).GetByRole(AriaRole.Button).ClickAsync();
    }

    private static Task Arrived(Site site, string id, int count) => Eventually.True(
        async () => (await site.Get($"/api/activities/{id}/participation"))["checkedIn"]!.GetValue<int>() == count, $"{count} are checked in");
}
