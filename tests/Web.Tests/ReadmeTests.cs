using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>
/// What the README promises of the sample, as a newcomer sees it. With <c>RENEW_SCREENS=1</c> it takes the README's pictures anew.
/// </summary>
public sealed class ReadmeTests(AzuriteFixture azurite, Chromium chromium)
{
    [Fact]
    public async Task Shows_the_month_of_the_sample_on_the_board_and_its_activities_on_a_phone()
    {
        await using var site = await Site.StartWithSample(azurite);
        await using (var leader = await Visitor.Come(chromium, site, new Look("zh-CN", IsPhone: false)))
        {
            await leader.Page.GotoAsync("/sign-in?then=/board/140213?month=2023-02");
            await leader.Fill("code", await site.AdminCode());
            await leader.Page.Locator("main button").ClickAsync();
            await Assertions.Expect(leader.Page.Locator("h1")).ToHaveTextAsync("平城区 2023-02");
            await Assertions.Expect(leader.Page.Locator("dd").Nth(0)).ToHaveTextAsync("10");
            await Assertions.Expect(leader.Page.Locator("dd").Nth(1)).ToHaveTextAsync("217");
            await Assertions.Expect(leader.Page.Locator("dd").Nth(2)).ToHaveTextAsync("241");
            await leader.LookAt("sample-board");
            await Take(leader, "board.png");
        }

        await using var visitor = await Visitor.Come(chromium, site, Look.ChinesePhone);
        await visitor.Page.GotoAsync("/activities?from=2023-02-01&to=2023-02-28");
        await visitor.Sees("养老认证上门服务", "养老认证上门服务");
        await visitor.LookAt("sample-activities");
        await Take(visitor, "phone.png");
    }

    private static async Task Take(Visitor visitor, string name, [CallerFilePath] string source = "")
    {
        if (Environment.GetEnvironmentVariable("RENEW_SCREENS") == "1")
            await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(Path.GetDirectoryName(source)!, "../../docs/screens", name) });
    }
}
