using System.Net;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>What the pages refuse whoever does not come through their forms, and what they tell a browser.</summary>
public sealed class PageSecurityTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("/sign-in", "code=x")]
    [InlineData("/register", "name=x")]
    [InlineData("/sign-in", "code=x&__RequestVerificationToken=made-up")]
    public async Task Takes_no_form_that_is_not_its_own(string path, string body)
    {
        await using var site = await Site.Start(azurite);
        using var http = Client(site);
        using var form = new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await http.PostAsync(path, form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("页面已过期", page, StringComparison.Ordinal);
        // What was posted to may be no page: the other language leads to one that is.
        Assert.Contains("href=\"/language/en?then=%2Factivities\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leads_who_is_not_signed_in_to_the_form_and_back()
    {
        await using var site = await Site.Start(azurite);
        using var http = Client(site);
        using var answer = await http.GetAsync("/me", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/sign-in?then=%2Fme", answer.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/organise/a1/edit", "/organise/a1/edit")]
    [InlineData("/organise/a1/cancel", "/organise/a1")]
    [InlineData("/me/data/consents/party/withdraw", "/me/data")]
    [InlineData("/manage/import/volunteers/a1", "/manage/import")]
    [InlineData("/check-in?code=a", "/check-in?code=a")]
    [InlineData("/roll-call-notes", "/activities")]
    public async Task Says_that_a_form_without_a_session_was_not_saved_and_leads_back_to_where_it_stood(string posted, string page)
    {
        await using var site = await Site.Start(azurite);
        using var answer = await site.AskAs("over", "POST", posted);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var signIn = answer.Headers.Location!.ToString();
        Assert.Equal($"/sign-in?then={Uri.EscapeDataString(page)}&unsaved=true", signIn);
        using var shown = await site.AskAs(null, "GET", signIn);
        var html = await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("登录已过期，刚才填写的内容没有保存", html, StringComparison.Ordinal);
        Assert.Contains($"action=\"/sign-in?then={Uri.EscapeDataString(page)}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_no_session_ride_on_what_anybody_may_keep()
    {
        await using var site = await Site.Start(azurite);
        var token = await site.Token(await site.StaffCode("13800138000", "王芳", role: null));
        site.Pass(TimeSpan.FromDays(2)); // So that the session is renewed by what asks next.
        foreach (var path in (string[])[SiteFiles.PathOf("outreach.css"), "/worker.js", "/app.webmanifest"])
        {
            using var file = await site.AskAs(token, "GET", path);
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
            Assert.False(file.Headers.Contains("Set-Cookie"), path);
        }

        using var page = await site.AskAs(token, "GET", "/activities");
        Assert.Contains(page.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("outreach-session=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/\tx")]
    public async Task Leads_to_no_other_site(string then)
    {
        await using var site = await Site.Start(azurite);
        using var http = Client(site);
        using var answer = await http.GetAsync($"/language/en?then={Uri.EscapeDataString(then)}", TestContext.Current.CancellationToken);
        Assert.Equal("/activities", answer.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("zh-CN", "平城区志愿服务")]
    [InlineData("en", "Outreach Pingcheng")]
    public async Task Can_be_put_on_a_home_screen(string language, string name)
    {
        await using var site = await Site.Start(azurite);
        using var http = Client(site);
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        var manifest = System.Text.Json.Nodes.JsonNode.Parse(await http.GetStringAsync("/app.webmanifest", TestContext.Current.CancellationToken))!;
        Assert.Equal(name, manifest["name"]!.GetValue<string>());
        using var icon = await http.GetAsync(manifest["icons"]![0]!["src"]!.GetValue<string>(), TestContext.Current.CancellationToken);
        Assert.Equal("image/svg+xml", icon.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Weighs_little_and_lets_the_browser_load_nothing_from_elsewhere()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("垃圾分类志愿服务");
        using var http = Client(site);
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        using var page = await http.GetAsync($"/activities/{id}", TestContext.Current.CancellationToken);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var weight = System.Text.Encoding.UTF8.GetByteCount(html);
        var assets = System.Text.RegularExpressions.Regex.Matches(html, "(?:src|href)=\"(/assets/[^\"]+)\"");
        foreach (System.Text.RegularExpressions.Match asset in assets)
        {
            using var answer = await http.GetAsync(asset.Groups[1].Value, TestContext.Current.CancellationToken);
            Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl!.ToString());
            weight += (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;
        }

        Assert.InRange(weight, 1_000, 60_000);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        foreach (var cookie in page.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
            Assert.All(["secure", "httponly", "samesite"], word => Assert.Contains(word, cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Takes_a_cookie_for_pages_and_not_for_the_contract()
    {
        await using var site = await Site.Start(azurite);
        var token = (await site.Post("/api/sessions/one-time", new { code = await site.AdminCode() }))["token"]!.GetValue<string>();
        using var http = Client(site);
        http.DefaultRequestHeaders.Add("Cookie", $"outreach-session={token}");
        using var page = await http.GetAsync("/me", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        using var call = await http.GetAsync("/api/me", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, call.StatusCode);
    }

    [Fact]
    public async Task Shows_a_draft_to_its_organisers_for_half_a_day_after_they_signed_in_and_then_to_them_as_to_residents()
    {
        await using var site = await Site.Start(azurite);
        var (draft, published) = (await site.Draft("草稿"), await site.Publish("清扫"));
        var registered = await site.Post(
            "/api/volunteers", new { name = "王芳", phone = "13800138001", areaCode = Site.Community, consent = new { version = "1" } });
        await site.Post(
            $"/api/people/{registered["person"]!["id"]!.GetValue<string>()}/grants", new { role = "organiser", areaCode = Site.Community });
        var token = registered["token"]!.GetValue<string>();
        using var http = Client(site);
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await Answers(draft));

        site.Pass(TimeSpan.FromHours(12));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), await Answers(draft));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await Answers(published));

        async Task<(HttpStatusCode Page, HttpStatusCode Contract)> Answers(string activity)
        {
            using var page = await site.AskAs(token, "GET", $"/activities/{activity}");
            using var contract = await http.GetAsync($"/api/activities/{activity}", TestContext.Current.CancellationToken);
            return (page.StatusCode, contract.StatusCode);
        }
    }

    private static HttpClient Client(Site site) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = site.Address };
}
