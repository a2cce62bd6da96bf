using Microsoft.Playwright;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>A tap at the roll call that was a mistake, and what is held for its sake.</summary>
public sealed class TakenBackTests(AzuriteFixture azurite, Chromium chromium)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Takes_back_what_was_tapped_by_mistake_with_a_network_or_without(bool isOffline)
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        await site.SignUp("13800138000", "王芳", id);
        await site.SignUp("13800138001", "李强", id);
        await using var organiser = await chromium.OpenRollCall(site, Look.ChinesePhone, id);
        await organiser.IsKept();
        var time = await HoldClock(organiser);
        await organiser.SetOffline(isOffline);
        await organiser.Tap("王芳");
        if (isOffline)
        {
            // What is not sent can be taken back, however long ago it was noted, and whatever became of the page.
            await organiser.Page.Clock.SetFixedTimeAsync(time.AddMinutes(1));
            await Assertions.Expect(organiser.Page.Locator("#offline")).ToBeVisibleAsync();
            await organiser.Page.ReloadAsync();
        }

        var back = organiser.Button("撤销 王芳", "");
        await Assertions.Expect(organiser.Page.Locator(".roll [data-state=in] .when")).ToContainTextAsync("待发送");
        await organiser.LookAt(isOffline ? "roll-call-undo-offline" : "roll-call-undo");
        var box = (await back.BoundingBoxAsync())!;
        Assert.True(box is { Width: >= 44, Height: >= 44 }, $"{box.Width} × {box.Height} pixels are small for a thumb.");
        await back.ClickAsync();
        await Assertions.Expect(organiser.Page.Locator(".roll [data-state=in]")).ToHaveCountAsync(0);
        await Assertions.Expect(organiser.Page.Locator(".roll .when", new() { HasText = "到" })).ToHaveCountAsync(0);
        await Assertions.Expect(organiser.Page.Locator("#unsent")).ToBeHiddenAsync();
        await Assertions.Expect(back).ToHaveCountAsync(0);

        await organiser.SetOffline(false);
        await organiser.Tap("李强");
        await organiser.Page.Clock.SetFixedTimeAsync(time.AddMinutes(2));
        await site.Arrived(id, 1);
        await Assertions.Expect(organiser.Page.Locator("#unsent")).ToBeHiddenAsync();
        await organiser.Page.ReloadAsync();
        await Assertions.Expect(organiser.Page.Locator(".roll [data-state=in]")).ToContainTextAsync("李强");
    }

    [Fact]
    public async Task Shows_what_it_showed_before_and_keeps_the_focus_for_who_takes_back_by_keyboard()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊", new { startsAt = site.At(-1), endsAt = site.At(1) });
        await site.StillIn("13800138000", "王芳", id, site.At(-1));
        await using var organiser = await chromium.OpenRollCall(site, Look.EnglishDesk, id);
        var row = organiser.Page.Locator(".roll li");
        var before = await row.Locator(".when").InnerTextAsync();
        var time = await HoldClock(organiser);
        await organiser.Button("Gone", "Gone").FocusAsync();
        await organiser.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(row).ToHaveAttributeAsync("data-state", "out");
        await Assertions.Expect(row).ToBeFocusedAsync();
        await organiser.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(organiser.Button("", "Undo 王芳")).ToBeFocusedAsync();
        await organiser.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(row).ToHaveAttributeAsync("data-state", "in");
        await Assertions.Expect(row.Locator(".when")).ToHaveTextAsync(before);
        await Assertions.Expect(organiser.Button("", "Gone")).ToBeFocusedAsync();

        // One that goes by itself, since its note is sent, leaves the focus in its row too.
        await organiser.Page.Clock.SetFixedTimeAsync(time.AddSeconds(3));
        await organiser.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(row).ToBeFocusedAsync();
        await organiser.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(organiser.Button("", "Undo 王芳")).ToBeFocusedAsync();
        await organiser.Page.Clock.SetFixedTimeAsync(time.AddSeconds(9));
        await Assertions.Expect(row).ToBeFocusedAsync();
        await Assertions.Expect(organiser.Page.Locator("#unsent")).ToBeHiddenAsync();
        await Assertions.Expect(row).ToHaveAttributeAsync("data-state", "out");
    }

    [Theory]
    [InlineData("pagehide")]
    [InlineData("visibilitychange")]
    public async Task Sends_what_is_held_when_the_page_is_left(string how)
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        await site.SignUp("13800138000", "王芳", id);
        await using var organiser = await chromium.OpenRollCall(site, Look.ChinesePhone, id);
        await organiser.IsKept();
        await HoldClock(organiser);
        await organiser.Tap("王芳");
        await Assertions.Expect(organiser.Button("撤销 王芳", "")).ToBeVisibleAsync();
        if (how == "pagehide")
        {
            // A browser may drop what a page sends as it goes. The next page sends it by the same name, though the time is not up.
            await organiser.Page.GotoAsync($"/organise/{id}");
            await organiser.Page.GotoAsync($"/organise/{id}/roll-call");
        }
        else
        {
            await organiser.Page.EvaluateAsync(
                """
                () => {
                  Object.defineProperty(document, "hidden", { get: () => true });
                  document.dispatchEvent(new Event("visibilitychange"));
                }
                """);
        }

        await site.Arrived(id, 1);
        await organiser.Page.GotoAsync($"/organise/{id}/roll-call");
        await Assertions.Expect(organiser.Page.Locator(".roll [data-state=in]")).ToHaveCountAsync(1);
        await Assertions.Expect(organiser.Page.Locator("#unsent")).ToBeHiddenAsync();
        await Assertions.Expect(organiser.Page.Locator("#refused")).ToBeHiddenAsync();
    }

    [Theory]
    [MemberData(nameof(Desks))]
    public async Task Takes_no_second_tap_for_one_that_takes_back(Look look)
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        await site.SignUp("13800138000", "王芳", id);
        await site.SignUp("13800138001", "李强", id);
        await using var organiser = await chromium.OpenRollCall(site, look, id);
        await HoldClock(organiser);
        await organiser.Page.Locator(".roll button").First.DblClickAsync(new() { Delay = 100 });
        await Assertions.Expect(organiser.Page.Locator("#unsent")).ToHaveTextAsync(look.Says("待发送：1", "To be sent: 1"));
        await Assertions.Expect(organiser.Page.Locator(".roll .back")).ToHaveCountAsync(1);
    }

    public static TheoryData<Look> Desks => [Look.ChinesePhone, Look.EnglishDesk];

    /// <summary>
    /// Stops the browser's clock, and not its timers, so that what is held stays held; the time that it shows. Not before the page knows how far
    /// that is from the site's: while it asks, a clock that is being stopped shows times of long ago.
    /// </summary>
    private static async Task<DateTime> HoldClock(Visitor visitor)
    {
        await visitor.KnowsTheTime();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await visitor.Page.Clock.SetFixedTimeAsync(now);
        return now;
    }
}
