using Microsoft.Playwright;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>What becomes of a form while the browser is elsewhere, or its session ends.</summary>
public sealed class SessionTests(AzuriteFixture azurite, Chromium chromium)
{
    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Says_that_what_was_typed_is_lost_and_leads_back_to_its_form(Look look)
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("清扫");
        await using var organiser = await Visitor.SignIn(chromium, site, look, await site.AdminCode(), $"/organise/{id}/edit");
        await organiser.Fill("title", "清扫河道");
        await organiser.Page.Context.ClearCookiesAsync(new() { Name = "outreach-session" });
        await organiser.Press("保存修改", "Save the changes");
        await organiser.Sees("刚才填写的内容没有保存", "nothing of what you sent was saved");
        await organiser.LookAt("sign-in-form-lost");
        await organiser.Fill("code", await site.AdminCode());
        await organiser.Press("登录", "Sign in");
        await Assertions.Expect(organiser.Page.Locator("[name=title]")).ToHaveValueAsync("清扫");
    }
}
