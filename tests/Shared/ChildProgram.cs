using System.Collections.Concurrent;
using System.Diagnostics;

namespace Outreach.Tests;

/// <summary>One of the programs that lie beside the tests, as a process of its own.</summary>
internal sealed class ChildProgram : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private ChildProgram(ProcessStartInfo start)
    {
        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Output => string.Join('\n', _output);

    public string Errors => string.Join('\n', _errors);

    public static ChildProgram Start(string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : DotNet())
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, assembly));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        return new(start);
    }

    /// <summary>Waits for a line that begins so, and returns the rest of it.</summary>
    public async Task<string> Prints(string beginning)
    {
        await Eventually.True(
            () => Line(beginning) is not null || _process.HasExited, $"the program prints \"{beginning}\"");
        return Line(beginning)?[beginning.Length..].Trim()
            ?? throw new InvalidOperationException($"The program ended without printing \"{beginning}\": {Errors}");
    }

    public async Task<int> Ends()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Asks the process to end, as the shell does: .NET has no call for that.</summary>
    public async Task Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Ends the process at once, as a crash would.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static string DotNet() => Path.GetFullPath(Path.Combine(
        Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }

    private string? Line(string beginning) => _output.FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal));
}
