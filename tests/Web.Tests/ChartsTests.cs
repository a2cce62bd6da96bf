using System.Diagnostics;

namespace Outreach.Web.Tests;

/// <summary>The charts' library that comes with the pages.</summary>
public sealed class ChartsTests
{
    [Fact]
    public async Task Are_what_the_pinned_packages_make()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Outreach.sln")))
            root = root.Parent ?? throw new InvalidOperationException("The tests stand outside of the repository.");
        var made = Path.GetTempFileName();
        var npm = new ProcessStartInfo("npm", ["run", "--silent", "charts", "--", $"--outfile={made}", "--log-level=error"])
        {
            WorkingDirectory = root.FullName,
        };
        using var process = Process.Start(npm)!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        var (expected, committed) = (await File.ReadAllBytesAsync(made, TestContext.Current.CancellationToken), SiteFiles.Named("charts.js").Bytes);
        File.Delete(made);
        Assert.True(expected.SequenceEqual(committed), "wwwroot/charts.js is not what package-lock.json says: run 'npm run charts'.");
    }
}
