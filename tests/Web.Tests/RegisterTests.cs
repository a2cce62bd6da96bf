using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>What comes of a registration form that is sent more than once.</summary>
public sealed partial class RegisterTests(AzuriteFixture azurite, Chromium chromium)
{
    private const string Phone = "13800138000";

    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Signs_in_whoever_presses_twice(Look look)
    {
        await using var site = await Site.Start(azurite);
        await using var visitor = await Visitor.Come(chromium, site, look);
        await visitor.Page.GotoAsync("/register");
        await visitor.Fill("name", "王芳");
        await visitor.Fill("phone", Phone);
        await visitor.Page.SelectOptionAsync("[name=areaCode]", Site.Community);
        await visitor.Page.CheckAsync("[name='consent.version']");
        await visitor.Button("注册", "Register").DblClickAsync();
        await Assertions.Expect(visitor.Button("退出登录", "Sign out")).ToBeVisibleAsync();
        await visitor.Sees("王芳", "王芳");
    }

    [Fact]
    public async Task Registers_one_person_by_a_form_that_comes_twice_and_signs_them_in_both_times()
    {
        await using var site = await Site.Start(azurite);
        using var http = Client(site);
        var form = await FormIn(http);
        var (first, second) = (await Send(http, form, Phone), await Send(http, form, Phone));
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (first.Status, second.Status));
        Assert.NotEqual(first.Token, second.Token);
        Assert.Equal(await NumberOf(site, first.Token), await NumberOf(site, second.Token));
        // What was mistyped and mended by the same form is somebody else's number.
        Assert.NotEqual(await NumberOf(site, first.Token), await NumberOf(site, (await Send(http, form, "13800138001")).Token));
    }

    [Fact]
    public async Task Lets_nobody_in_by_another_form_or_by_an_id_that_others_know()
    {
        await using var site = await Site.Start(azurite);
        using var http = Client(site);
        var form = await FormIn(http);
        var registered = await site.Post(
            "/api/volunteers", new { name = "王芳", phone = Phone, areaCode = Site.Community, consent = new { version = "1" } });
        var id = registered["person"]!["id"]!.GetValue<string>();
        foreach (var other in (FilledIn[])[form, form with { Id = id }, form with { Id = "" }, await FormIn(http)])
            Assert.Equal((HttpStatusCode.Conflict, ""), await Send(http, other, Phone));
    }

    [Fact]
    public async Task Signs_nobody_in_by_a_form_that_was_left_open_for_an_hour()
    {
        await using var site = await Site.Start(azurite);
        using var http = Client(site);
        var form = await FormIn(http);
        await Send(http, form, Phone);
        site.Pass(TimeSpan.FromMinutes(61));
        Assert.Equal((HttpStatusCode.Conflict, ""), await Send(http, form, Phone));
    }

    [Fact]
    public async Task Keeps_what_a_form_is_known_by_while_it_is_refused()
    {
        await using var site = await Site.Start(azurite);
        using var http = Client(site);
        var form = await FormIn(http);
        using var refused = await Post(http, form, "1");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(form.Id, ValueOf("form", page));
    }

    /// <param name="Cookie">What goes with the token.</param>
    private sealed record FilledIn(string Id, string Token, string Cookie);

    private static async Task<FilledIn> FormIn(HttpClient http)
    {
        using var answer = await http.GetAsync("/register", TestContext.Current.CancellationToken);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new FilledIn(
            ValueOf("form", page), ValueOf("__RequestVerificationToken", page), answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }

    private static async Task<HttpResponseMessage> Post(HttpClient http, FilledIn form, string phone)
    {
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = form.Token,
            ["form"] = form.Id,
            ["name"] = "王芳",
            ["phone"] = phone,
            ["areaCode"] = Site.Community,
            ["consent.version"] = "1",
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/register") { Content = content };
        request.Headers.Add("Cookie", form.Cookie);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The answer, and the token of the session that it opens; empty where it opens none.</summary>
    private static async Task<(HttpStatusCode Status, string Token)> Send(HttpClient http, FilledIn form, string phone)
    {
        using var answer = await Post(http, form, phone);
        var cookies = answer.Headers.TryGetValues("Set-Cookie", out var set) ? string.Join(' ', set) : "";
        return (answer.StatusCode, SessionCookie().Match(cookies).Groups[1].Value);
    }

    private static async Task<string> NumberOf(Site site, string token)
    {
        using var page = await site.AskAs(token, "GET", "/me");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return VolunteerNumber().Match(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Value;
    }

    private static string ValueOf(string field, string page) =>
        Regex.Match(page, $"<input type=\"hidden\" name=\"{field}\" value=\"([^\"]+)\"").Groups[1].Value;

    private static HttpClient Client(Site site) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = site.Address };

    [GeneratedRegex("outreach-session=([^;]+)")]
    private static partial Regex SessionCookie();

    [GeneratedRegex(@"\b[0-9]{12}\b")]
    private static partial Regex VolunteerNumber();
}
