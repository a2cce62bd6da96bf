using Microsoft.Playwright;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>Pages of an activity that ten thousand signed up for, and of the community in which they live.</summary>
public sealed class CrowdTests(AzuriteFixture azurite, Chromium chromium)
{
    private const int Many = 10_000;

    [Fact]
    public async Task Lists_ten_thousand_by_pages_finds_one_of_them_and_calls_the_roll_of_all()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("万人健步走");
        await site.SignUpMany(Many, id);
        await using var organiser = await Visitor.SignIn(chromium, site, Look.ChinesePhone, await site.AdminCode(), $"/organise/{id}");
        var page = organiser.Page;
        page.SetDefaultTimeout(180_000); // Each name of ten thousand is a read, and other tests share the store.

        await organiser.Sees($"{Many} 人中的 200 人", "");
        var first = await page.Locator("tbody th").AllInnerTextsAsync();
        await organiser.LookAt("crowd-list");
        await organiser.Follow("下一页", "More");
        await page.WaitForURLAsync("**continuation=**");
        Assert.Empty((await page.Locator("tbody th").AllInnerTextsAsync()).Where(name => name.StartsWith('王')).Intersect(first));
        await organiser.Fill("find", Site.NameOf(4320));
        await organiser.Press("查找", "Find");
        await Assertions.Expect(page.Locator("tbody th")).ToHaveTextAsync([Site.NameOf(4320)]);
        await organiser.LookAt("crowd-found");

        await page.GotoAsync($"/organise/{id}/roll-call");
        await Assertions.Expect(page.Locator(".roll li button")).ToHaveCountAsync(Many);
        await organiser.Glance("crowd-roll-call");
        await organiser.Fill("number", Site.NameOf(8765));
        await Assertions.Expect(page.Locator(".roll li:not([hidden])")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".roll [data-state=in]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#unsent")).ToBeHiddenAsync();

        await page.GotoAsync($"/manage/people?area={Site.Community}");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(50);
        await organiser.LookAt("crowd-people");
        await organiser.Follow("下一页", "More");
        await page.WaitForURLAsync("**continuation=**");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(50);
    }
}
