using System.Collections.Concurrent;
using System.Diagnostics;

namespace Outreach.Bench;

/// <summary>
/// A host in a process of its own, as a newcomer starts it but for the user's folders: so that it can be killed, and what it takes of the
/// machine told from what clients and store take.
/// </summary>
internal sealed class HostProcess : IAsyncDisposable
{
    public const string AdminCode = "the-first-admin";
    public const string AdminKey = "bench-admin-key";

    private const string Listening = "Outreach listens on";
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(40);

    private readonly Process _process;
    private readonly DirectoryInfo _home;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(ProcessStartInfo start, DirectoryInfo home)
    {
        _home = home;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new WrongResultException($"A host ended before it listened: {Output}"));
    }

    public Process Process => _process;

    public Uri Address => _address.Task.Result;

    /// <summary>What it wrote, its log among it.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Starts LocalHost on a store and waits until it listens.</summary>
    /// <param name="storage">The store as this host is to see it.</param>
    /// <param name="port">On this machine; 0 takes a free one.</param>
    /// <param name="settings">Above those of <see cref="Ground"/>.</param>
    public static Task<HostProcess> Start(string storage, int port = 0, IReadOnlyDictionary<string, string?>? settings = null) =>
        Start("Outreach.LocalHost.dll", ["--storage", storage, "--port", $"{port}", "--admin-code", AdminCode], settings);

    /// <summary>Starts a program that lies beside this one and prints where it listens as LocalHost does.</summary>
    /// <exception cref="WrongResultException">It ended before.</exception>
    public static async Task<HostProcess> Start(string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? settings)
    {
        var home = Directory.CreateTempSubdirectory("outreach-bench-home-");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Ground.Settings.Concat(settings ?? new Dictionary<string, string?>()))
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        (start.Environment["HOME"], start.Environment["XDG_DATA_HOME"]) = (home.FullName, home.FullName);
        start.Environment["LocalHost__AdminKey"] = AdminKey;
        var host = new HostProcess(start, home);
        host.Begin();
        try
        {
            await host._address.Task;
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it at once, as a crash would.</summary>
    public Task Kill()
    {
        _process.Kill();
        return _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using (var terminate = Process.Start("kill", ["-TERM", $"{_process.Id}"])) // .NET has no call for it.
                await terminate.WaitForExitAsync();
            await _process.WaitForExitAsync().WaitAsync(StopLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!_process.HasExited)
            await Kill();
        _process.Dispose();
        _home.Delete(recursive: true);
    }

    private void Begin()
    {
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        _output.Enqueue(line);
        if (line.StartsWith(Listening, StringComparison.Ordinal))
            _address.TrySetResult(new Uri(line[Listening.Length..].Trim().TrimEnd('.')));
    }
}
