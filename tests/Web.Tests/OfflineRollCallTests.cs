using Microsoft.Playwright;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>What becomes of a roll call whose device has no network.</summary>
public sealed class OfflineRollCallTests(AzuriteFixture azurite, Chromium chromium)
{
    [Fact]
    public async Task Records_at_two_doors_each_once_though_one_has_no_network()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        string[] names = ["古丽·㐱𠮷", "王芳", "李强", "张伟", "刘洋"];
        foreach (var (name, i) in names.Select((name, i) => (name, i)))
            await site.SignUp($"1380013800{i}", name, id);
        await using var here = await chromium.OpenRollCall(site, Look.ChinesePhone, id);
        await using var there = await chromium.OpenRollCall(site, Look.EnglishDesk, id);
        await there.IsKept();

        await there.SetOffline(true);
        await there.Page.Clock.InstallAsync(new() { TimeDate = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-1) });
        await there.Page.ReloadAsync();
        await there.Tap(names[0], names[1], names[2]);
        await Assertions.Expect(there.Page.Locator("#offline")).ToBeVisibleAsync();
        await Assertions.Expect(there.Page.Locator("#unsent")).ToHaveTextAsync("To be sent: 3");
        await there.Page.ReloadAsync();
        await Assertions.Expect(there.Page.Locator("#unsent")).ToHaveTextAsync("To be sent: 3");
        await there.LookAt("roll-call-offline");
        await there.Page.Clock.FastForwardAsync("01:00");
        await there.Tap(names[3]);
        await here.Tap(names[2], names[3], names[4]);
        await site.Arrived(id, 3);

        await there.SetOffline(false);
        await Assertions.Expect(there.Page.Locator("#unsent")).ToBeHiddenAsync();
        await site.Arrived(id, 5);
        await here.Page.ReloadAsync();
        await Assertions.Expect(here.Page.Locator(".roll [data-state=in]")).ToHaveCountAsync(5);
        await here.LookAt("roll-call-all-here");
    }

    [Fact]
    public async Task Says_what_of_the_notes_was_not_recorded()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        await site.SignUp("13800138000", "王芳", id);
        await using var organiser = await chromium.OpenRollCall(site, Look.ChinesePhone, id);
        await organiser.SetOffline(true);
        await organiser.Tap("王芳");
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
        await using var organiser = await chromium.OpenRollCall(site, Look.EnglishDesk, id);
        await organiser.IsKept();
        await organiser.SetOffline(true);
        await organiser.Tap("王芳");
        await Assertions.Expect(organiser.Page.Locator("#unsent")).ToHaveTextAsync("To be sent: 1");
        var now = TimeProvider.System.GetUtcNow();
        await site.Patch($"/api/activities/{id}", new { endsAt = now, signUpClosesAt = now });
        await organiser.SetOffline(false);
        await organiser.Page.ReloadAsync();
        await organiser.Sees("", "the whole time");
        await site.Arrived(id, 1);
    }

    [Fact]
    public async Task Sends_what_was_noted_at_another_activity_from_wherever_the_roll_is_called_next()
    {
        await using var site = await Site.Start(azurite);
        var (id, next) = (await site.Publish("社区义诊"), await site.Publish("清扫"));
        await site.SignUp("13800138000", "王芳", id);
        await using var organiser = await chromium.OpenRollCall(site, Look.ChinesePhone, next);
        await organiser.IsKept();
        await organiser.Page.GotoAsync($"/organise/{id}/roll-call");
        await organiser.IsKept();
        await organiser.SetOffline(true);
        await organiser.Tap("王芳");
        await organiser.Page.GotoAsync($"/organise/{next}/roll-call");
        await organiser.Sees("另一场活动的登记还没有办完", "");
        await organiser.LookAt("roll-call-elsewhere");
        await organiser.SetOffline(false);
        await site.Arrived(id, 1);
        await Assertions.Expect(organiser.Page.Locator("#elsewhere")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Notes_the_time_of_the_site_though_the_device_has_another()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        await site.SignUp("13800138000", "王芳", id);
        await site.SignUp("13800138001", "李强", id);
        await using var organiser = await chromium.OpenRollCall(site, Look.ChinesePhone, id);
        await organiser.IsKept();
        await organiser.SetOffline(true);
        await organiser.Page.Clock.InstallAsync(new() { TimeDate = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(5) });
        await organiser.Page.EvaluateAsync("() => sessionStorage.clear()");
        await organiser.Page.ReloadAsync();
        await organiser.Tap("王芳");
        await Assertions.Expect(organiser.Page.Locator("#unsent")).ToHaveTextAsync("待发送：1");
        await organiser.SetOffline(false);
        await site.Arrived(id, 1);
        await organiser.Tap("李强");
        await site.Arrived(id, 2);
        await Assertions.Expect(organiser.Page.Locator("#refused")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Shows_without_a_network_what_was_recorded_since_the_page_was_kept()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        await site.SignUp("13800138000", "王芳", id);
        await using var organiser = await chromium.OpenRollCall(site, Look.EnglishDesk, id);
        await organiser.IsKept();
        await organiser.Tap("王芳");
        await site.Arrived(id, 1);
        await Assertions.Expect(organiser.Page.Locator("#unsent")).ToBeHiddenAsync();
        await organiser.SetOffline(true);
        await organiser.Page.ReloadAsync();
        await Assertions.Expect(organiser.Page.Locator("#offline")).ToBeVisibleAsync();
        await Assertions.Expect(organiser.Page.Locator(".roll [data-state=in] .when")).ToContainTextAsync("Here");
        await organiser.LookAt("roll-call-offline-later");
    }

    [Fact]
    public async Task Brings_the_kept_page_where_the_network_lets_nothing_through_and_keeps_what_comes_late()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        await site.SignUp("13800138000", "王芳", id);
        await using var organiser = await chromium.OpenRollCall(site, Look.ChinesePhone, id);
        await organiser.IsKept();
        await site.SignUp("13800138001", "李强", id);
        var released = new TaskCompletionSource();
        await organiser.Page.Context.RouteAsync("**/roll-call", async route =>
        {
            await released.Task;
            await route.ContinueAsync();
        });
        await organiser.Page.ReloadAsync();
        await Assertions.Expect(organiser.Page.Locator(".roll li button")).ToHaveCountAsync(1);

        released.SetResult();
        await Eventually.True(
            () => organiser.Page.EvaluateAsync<bool>(
                "async () => (await (await (await caches.open('roll-call')).match(location.pathname)).text()).includes('李强')"),
            "the late page is kept");
        await organiser.SetOffline(true);
        await organiser.Page.ReloadAsync();
        await Assertions.Expect(organiser.Page.Locator(".roll li button")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Leaves_no_names_on_a_device_whose_session_is_over_nor_for_longer_than_a_day()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        await site.SignUp("13800138000", "王芳", id);
        await using var organiser = await chromium.OpenRollCall(site, Look.ChinesePhone, id);
        await organiser.IsKept();
        await organiser.Page.Context.ClearCookiesAsync();
        await organiser.Page.ReloadAsync();
        await Assertions.Expect(organiser.Button("登录", "Sign in")).ToBeVisibleAsync();
        await organiser.NothingIsKept();

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
        await organiser.NothingIsKept();
    }
}
