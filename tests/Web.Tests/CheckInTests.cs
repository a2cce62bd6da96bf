using Microsoft.Playwright;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>What comes of the code at the door on the phone of who scans it.</summary>
public sealed class CheckInTests(AzuriteFixture azurite, Chromium chromium)
{
    private static readonly object Square = new { venue = new { name = "文瀛湖", latitude = 40.0763, longitude = 113.2983, radiusMetres = 100 } };

    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Checks_in_and_out_by_the_codes_at_the_door(Look look)
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("清扫");
        await using var visitor = await Visitor.Come(chromium, site, look);
        await visitor.Register("13800138000", id);
        await visitor.Press("我要报名", "Sign up");
        await visitor.Sees("您已报名成功", "You have a place");

        await visitor.Page.GotoAsync($"/check-in?code={await site.Code(id, "in")}");
        await visitor.LookAt("check-in");
        await visitor.Page.GotoAsync($"/check-in?code={await site.Code(id, "in")}"); // Looking takes longer than a code is good for.
        await visitor.Press("签到", "Check in");
        await visitor.Sees("签到。", "You checked in at");
        await visitor.Page.GotoAsync($"/check-out?code={await site.Code(id, "out")}");
        await visitor.Button("签退", "Check out").DblClickAsync();
        await visitor.Sees("签退，服务", "You left at");
        await visitor.LookAt("checked-out");
    }

    [Fact]
    public async Task Asks_where_the_phone_is_only_when_the_button_is_pressed_and_lets_in_who_is_there()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("清扫", Square);
        await using var visitor = await Visitor.Come(chromium, site, Look.ChinesePhone);
        await visitor.Register("13800138000", id);
        await visitor.Press("我要报名", "Sign up");
        await visitor.Sees("您已报名成功", "You have a place");
        await Scan();
        await visitor.Sees("须在现场 100 米内签到", "within 100 metres");
        await visitor.LookAt("check-in-with-location");

        await Scan();
        await visitor.Press("签到", "Check in");
        await Assertions.Expect(visitor.Page.Locator("#no-location")).ToBeVisibleAsync();

        await visitor.Page.Context.GrantPermissionsAsync(["geolocation"]);
        await visitor.Page.Context.SetGeolocationAsync(new() { Latitude = 40.0863f, Longitude = 113.2983f });
        await Scan();
        await visitor.Press("签到", "Check in");
        await visitor.Sees("您不在活动地点范围内", "You are not at the venue");

        await visitor.Page.Context.SetGeolocationAsync(new() { Latitude = 40.0764f, Longitude = 113.2983f });
        await Scan();
        await visitor.Press("签到", "Check in");
        await visitor.Sees("签到。离开时请扫签退码", "You checked in at");

        async Task Scan() => await visitor.Page.GotoAsync($"/check-in?code={await site.Code(id, "in")}");
    }

    [Fact]
    public async Task Says_that_an_old_code_has_to_be_scanned_again()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("清扫");
        await using var visitor = await Visitor.Come(chromium, site, Look.EnglishDesk);
        await visitor.Register("13800138000", id);
        await visitor.Press("我要报名", "Sign up");
        await visitor.Sees("您已报名成功", "You have a place");
        await visitor.Page.GotoAsync($"/check-in?code={id}.1.abcdefghijkl");
        await visitor.Press("签到", "Check in");
        await visitor.Sees("签到码无效或已过期", "is not the one at the door");
        await visitor.LookAt("code-expired");
        // Who typed it in types in the next one.
        await visitor.Fill("code", await site.Code(id, "in"));
        await visitor.Press("继续", "Go on");
        await visitor.Press("签到", "Check in");
        await visitor.Sees("您已于", "You checked in at");
        await visitor.Page.GotoAsync("/check-in?code=nonsense");
        await visitor.Sees("签到码无效或已过期", "is not the one at the door");
    }

    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Takes_the_code_by_hand_from_who_cannot_scan_it(Look look)
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("清扫");
        await using var visitor = await Visitor.Come(chromium, site, look);
        await visitor.Register("13800138000", id);
        await visitor.Press("我要报名", "Sign up");
        await visitor.Sees("您已报名成功", "You have a place");
        await visitor.Page.GotoAsync("/me");
        await visitor.Follow("输入签到码", "Type in a code for coming");
        await visitor.Fill("code", "nonsense");
        await visitor.Press("继续", "Go on");
        await visitor.Sees("签到码无效或已过期", "is not the one at the door");
        await visitor.LookAt("code-by-hand");
        await visitor.Fill("code", await site.Code(id, "in"));
        await visitor.Press("继续", "Go on");
        await visitor.Press("签到", "Check in");
        await visitor.Sees("您已于", "You checked in at");
    }
}
