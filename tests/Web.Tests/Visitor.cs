using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Outreach.Web.Tests;

/// <summary>
/// Somebody with a browser, who looks at what they see: each page that they stop at is photographed and has no violation of axe's
/// rules.
/// </summary>
internal sealed class Visitor : IAsyncDisposable
{
    private static readonly string[] NetworkComplaints = ["net::ERR_", "when fetching the script"];

    private static readonly string Screens = Path.Combine(AppContext.BaseDirectory, "screens");

    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];
    private bool _lostNetwork;

    private Visitor(IBrowserContext context, IPage page, Look look, Uri site)
    {
        (_context, Page, Look) = (context, page, look);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !IsExpected(message.Text))
                _complaints.Add(message.Text);
        };
        page.PageError += (_, error) => _complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(site.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                _complaints.Add($"The page asks for {request.Url}.");
        };
    }

    public IPage Page { get; }

    public Look Look { get; }

    public static async Task<Visitor> Come(Chromium chromium, Site site, Look look)
    {
        var context = await chromium.Browser.NewContextAsync(look.Options(site.Address));
        context.SetDefaultTimeout((float)Chromium.Patience.TotalMilliseconds);
        return new Visitor(context, await context.NewPageAsync(), look, site.Address);
    }

    /// <summary>Comes by a one-time code, and goes on to a page.</summary>
    public static async Task<Visitor> SignIn(Chromium chromium, Site site, Look look, string code, string then)
    {
        var visitor = await Come(chromium, site, look);
        await visitor.Page.GotoAsync($"/sign-in?then={then}");
        await visitor.Fill("code", code);
        await visitor.Press("登录", "Sign in");
        await Assertions.Expect(visitor.Button("退出登录", "Sign out")).ToBeVisibleAsync();
        return visitor;
    }

    /// <summary>Takes the network away, or gives it back.</summary>
    public Task SetOffline(bool isOffline)
    {
        _lostNetwork |= isOffline;
        return _context.SetOfflineAsync(isOffline);
    }

    /// <summary>
    /// What a browser complains of though nothing is wrong with the page: a form that was refused, or a network that the test took
    /// away.
    /// </summary>
    private bool IsExpected(string complaint) =>
        complaint.Contains("the server responded with a status of 4", StringComparison.Ordinal) ||
        (_lostNetwork && NetworkComplaints.Any(one => complaint.Contains(one, StringComparison.Ordinal)));

    /// <summary>Presses the button of a name, in whichever language it is.</summary>
    public Task Press(string chinese, string english) => Button(chinese, english).ClickAsync();

    /// <summary>Opens what takes a second press, and presses that.</summary>
    public async Task Confirm(string chinese, string english)
    {
        await Page.Locator("summary", new() { HasTextString = Look.Says(chinese, english) }).First.ClickAsync();
        await Press($"确认：{chinese}", $"Yes: {english}");
    }

    public ILocator Button(string chinese, string english) =>
        Page.GetByRole(AriaRole.Button, new() { Name = Look.Says(chinese, english), Exact = true });

    public Task Follow(string chinese, string english) =>
        Page.GetByRole(AriaRole.Link, new() { Name = Look.Says(chinese, english), Exact = true }).First.ClickAsync();

    public Task Fill(string field, string text) => Page.Locator($"[name='{field}']").FillAsync(text);

    /// <summary>Registers as a volunteer, and goes on to an activity.</summary>
    public async Task Register(string phone, string activity)
    {
        await Page.GotoAsync($"/register?then=/activities/{activity}");
        await Fill("name", "王芳");
        await Fill("phone", phone);
        await Page.SelectOptionAsync("[name=areaCode]", Site.Community);
        await Page.CheckAsync("[name='consent.version']");
        await Press("注册", "Register");
        await Assertions.Expect(Page.Locator("h2", new() { HasTextString = Look.Says("我的报名", "My place") })).ToBeVisibleAsync();
    }

    public async Task Sees(string chinese, string english) =>
        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync(Look.Says(chinese, english));

    /// <summary>
    /// Photographs what the window shows. For a page of ten thousand rows: axe takes minutes over them, and its rules are held on the
    /// same rows where they are few.
    /// </summary>
    public Task Glance(string name) => Photograph(name, whole: false);

    /// <summary>Photographs the page, and holds it against axe's rules and against what no page may do.</summary>
    public async Task LookAt(string name)
    {
        await Photograph(name, whole: true);
        var unheard = await Page.Locator("form .error").EvaluateAllAsync<string[]>(
            "errors => errors.filter(error => !document.querySelector(`[aria-describedby~='${error.id}']`)).map(error => error.textContent)");
        Assert.True(unheard.Length == 0, $"{name} shows errors that no control refers to: {string.Join('\n', unheard)}");
        Assert.Equal(Look.Locale, await Page.Locator("html").GetAttributeAsync("lang"));
        if (Look.HasScripts)
        {
            var found = await Page.RunAxe();
            Assert.True(found.Violations.Length == 0, string.Join('\n', found.Violations.Select(violation =>
                $"{name}: {violation.Id}: {violation.Help}: {string.Join(' ', violation.Nodes.Select(node => node.Html))}")));
        }

        Assert.Empty(_complaints);
    }

    private async Task Photograph(string name, bool whole)
    {
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Screens, $"{name}-{Look}.png"), FullPage = whole });
        var width = await Page.Locator("body").EvaluateAsync<int>(
            "body => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(width <= 0, $"{name} is {width} pixels wider than the window.");
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
