using Microsoft.Playwright;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>What becomes of a form while the browser is elsewhere, or its session ends.</summary>
public sealed class SessionTests(AzuriteFixture azurite, Chromium chromium)
{
    [Fact]
    public async Task Takes_a_form_though_another_tab_came_by_a_link_of_another_site()
    {
        await using var site = await Site.Start(azurite);
        await using var visitor = await Visitor.Come(chromium, site, Look.ChinesePhone);
        await visitor.Page.GotoAsync("/sign-in");
        var tab = await visitor.Page.Context.NewPageAsync();
        await tab.RouteAsync("http://elsewhere.test/", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = $"<a href='{site.Address}register'>register</a>",
        }));
        await tab.GotoAsync("http://elsewhere.test/");
        await tab.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(tab.Locator("[name=phone]")).ToBeVisibleAsync();

        await visitor.Fill("code", await site.AdminCode());
        await visitor.Press("登录", "Sign in");
        await Assertions.Expect(visitor.Button("退出登录", "Sign out")).ToBeVisibleAsync();
    }

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
