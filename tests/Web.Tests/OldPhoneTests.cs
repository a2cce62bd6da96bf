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

    [Theory]
    [InlineData("Navigator.prototype.locks")]
    [InlineData("Navigator.prototype.serviceWorker")]
    [InlineData("Crypto.prototype.randomUUID")]
    public async Task Leaves_the_roll_call_a_form_where_the_browser_cannot_keep_notes(string lacking)
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("社区义诊");
        await site.SignUp("13800138000", "王芳", id);
        await using var organiser = await chromium.OpenRollCall(site, Look.ChinesePhone, id);
        await Lack(organiser, lacking);
        await organiser.Page.ReloadAsync();
        await organiser.Page.GetByRole(AriaRole.Checkbox, new() { Name = "王芳" }).CheckAsync();
        await organiser.Press("登记到场", "Record who is there");
        await organiser.Sees("已登记 1 人", "");
        await site.Arrived(id, 1);
        await organiser.LookAt("roll-call-old-phone");
    }

    private static Task Lack(Visitor visitor, string what) => visitor.Page.AddInitScriptAsync($"delete {what}");
}
