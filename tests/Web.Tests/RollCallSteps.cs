using Microsoft.Playwright;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>What somebody does who calls the roll.</summary>
internal static class RollCallSteps
{
    public static async Task<Visitor> OpenRollCall(this Chromium chromium, Site site, Look look, string id) =>
        await Visitor.SignIn(chromium, site, look, await site.AdminCode(), $"/organise/{id}/roll-call");

    public static async Task Tap(this Visitor visitor, params string[] names)
    {
        foreach (var name in names)
            await visitor.Page.Locator(".roll li", new() { HasText = name }).GetByRole(AriaRole.Button).ClickAsync();
    }

    /// <summary>Types into the field of numbers and names, and presses Enter.</summary>
    public static async Task Type(this Visitor organiser, string text)
    {
        await organiser.Fill("number", text);
        await organiser.Page.Keyboard.PressAsync("Enter");
    }

    public static Task Arrived(this Site site, string id, int count) => Eventually.True(
        async () => (await site.Get($"/api/activities/{id}/participation"))["checkedIn"]!.GetValue<int>() == count, $"{count} are checked in");

    /// <summary>Waits until the device can bring the page back without a network, with all that it is made of.</summary>
    public static Task IsKept(this Visitor visitor) => Eventually.True(
        () => visitor.Page.EvaluateAsync<bool>(
            """
            async () => {
              const cache = await caches.open("roll-call");
              const files = [...document.querySelectorAll("link[href^='/assets/'], script[src^='/assets/']")].map(file => file.href || file.src);
              const kept = await Promise.all([location.pathname, ...files].map(file => cache.match(file)));
              return files.length > 0 && kept.every(Boolean);
            }
            """),
        "the page is kept");

    /// <summary>Waits until the site has told its time.</summary>
    public static Task KnowsTheTime(this Visitor visitor) => Eventually.True(
        () => visitor.Page.EvaluateAsync<bool>("() => sessionStorage.getItem('ahead') !== null"), "the page knows the site's time");

    public static Task NothingIsKept(this Visitor visitor) => Eventually.True(
        () => visitor.Page.EvaluateAsync<bool>(
            "async () => (await (await caches.open('roll-call')).keys()).every(kept => !kept.url.endsWith('roll-call'))"),
        "no page is kept");
}
