using Microsoft.Playwright;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>Browsers of some years ago, which lack one thing or another.</summary>
public sealed class OldPhoneTests(AzuriteFixture azurite, Chromium chromium)
{
    [Fact]
    public async Task Sends_the_roll_call_and_changes_the_code_though_the_browser_knows_no_timeout_signal()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        await site.SignUp("13800138000", "王芳", id);
        await using var organiser = await chromium.OpenRollCall(site, Look.ChinesePhone, id);
        await Lack(organiser, "AbortSignal.timeout");
        await organiser.Page.ReloadAsync();
        await organiser.Tap("王芳");
        await site.Arrived(id, 1);
        await Assertions.Expect(organiser.Page.Locator("#unsent")).ToBeHiddenAsync();
        await Assertions.Expect(organiser.Page.Locator("#offline")).ToBeHiddenAsync();

        await organiser.Page.GotoAsync($"/organise/{id}/door");
        var code = await organiser.Page.Locator("#door-code").InnerTextAsync();
        site.Pass(TimeSpan.FromSeconds(30));
        await Assertions.Expect(organiser.Page.Locator("#door-code")).Not.ToHaveTextAsync(code);
    }

    private static Task Lack(Visitor visitor, string what) => visitor.Page.AddInitScriptAsync($"delete {what}");
}
