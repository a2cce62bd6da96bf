using System.Net;
using System.Net.Sockets;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

/// <summary>LocalHost as a newcomer starts it, in a process of its own, with the keys of the tests and without the user's folders.</summary>
internal sealed class ChildHost : IDisposable
{
    public const string AdminCode = "the-first-admin";

    private readonly DirectoryInfo _home;
    private readonly ChildProgram _program;

    private ChildHost(DirectoryInfo home, ChildProgram program) => (_home, _program) = (home, program);

    public ChildProgram Program => _program;

    public static async Task<ChildHost> Start(string storage, int port, params string[] options)
    {
        var home = Directory.CreateTempSubdirectory("outreach-home-");
        var environment = App.Settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value);
        environment["HOME"] = home.FullName;
        environment["XDG_DATA_HOME"] = home.FullName;
        environment["LocalHost__AdminKey"] = App.AdminKey;
        var program = ChildProgram.Start(
            "Outreach.LocalHost.dll", ["--storage", storage, "--port", $"{port}", "--admin-code", AdminCode, .. options], environment);
        var host = new ChildHost(home, program);
        await program.Prints("Outreach listens on");
        return host;
    }

    /// <summary>A port that was free a moment ago, for a host that has to come back where it was.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        _program.Dispose();
        _home.Delete(recursive: true);
    }
}
