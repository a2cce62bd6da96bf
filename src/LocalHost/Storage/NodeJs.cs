using System.ComponentModel;
using System.Diagnostics;

namespace Outreach.LocalHost.Storage;

/// <summary>The Node that Azurite runs on.</summary>
internal static class NodeJs
{
    public const string Command = "node";

    private const int OldestMajor = 20;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    /// <exception cref="StartupException">There is no node on the PATH, or it is not Node 20 or newer.</exception>
    public static async Task Check(CancellationToken cancellation)
    {
        var answer = await AskVersion(cancellation);
        if (!Version.TryParse(answer.TrimStart('v'), out var version) || version.Major < OldestMajor)
            throw new StartupException(
                $"The node on the PATH is not Node {OldestMajor} or newer, which Azurite needs (node --version says \"{answer}\"): " +
                "install it, or give --storage.");
    }

    private static async Task<string> AskVersion(CancellationToken cancellation)
    {
        using var node = new Process
        {
            StartInfo = new(Command, "--version") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true },
        };
        try
        {
            node.Start();
            return (await node.StandardOutput.ReadLineAsync(cancellation).AsTask().WaitAsync(s_limit, cancellation))?.Trim() ?? "";
        }
        catch (Win32Exception exception)
        {
            throw new StartupException(
                $"Node.js is not on the PATH: install Node {OldestMajor} or newer, which Azurite needs, or give --storage.", exception);
        }
        catch (TimeoutException)
        {
            node.Kill();
            return "";
        }
    }
}
