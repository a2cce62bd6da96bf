using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Outreach.Web.Tests.Chromium))]

namespace Outreach.Web.Tests;

/// <summary>One browser for a test run: the machine's own Chromium or Chrome, or the one that Playwright fetches where there is none.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal IBrowser Browser => _browser!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(20_000); // A note at the roll call is held for five seconds before it is sent.
        _playwright = await Playwright.CreateAsync();
        var own = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        if (own is null && Microsoft.Playwright.Program.Main(["install", "chromium"]) != 0)
            throw new InvalidOperationException("The tests of the pages need Chromium: install it, for instance with 'apt-get install chromium'.");
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = own,
            Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
    }
}
