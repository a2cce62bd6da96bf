using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Outreach.LocalHost.Storage;

/// <summary>Where an Azurite keeps its files and listens. Port 0 takes a free one.</summary>
public sealed record AzuriteOptions(string Folder, int BlobPort = 0, int QueuePort = 0, int TablePort = 0)
{
    public IReadOnlyList<StorageAccount> Accounts { get; init; } = [StorageAccount.Development];

    /// <summary>
    /// Whether nothing is saved. Azurite saves all of a service as one string, of which Node takes 512 MB: with some 600,000 facts it gives
    /// out, and more than that fits into memory alone.
    /// </summary>
    public bool IsInMemory { get; init; }
}

/// <summary>An account of the emulator.</summary>
public sealed record StorageAccount(string Name, string Key)
{
    /// <summary>The account that every emulator has; its key is published and opens nothing else.</summary>
    public static StorageAccount Development { get; } = new(
        "devstoreaccount1", "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==");
}

/// <summary>An Azurite of our own: a child process that ends with us, in an orderly way, so that it saves what it holds.</summary>
public sealed partial class Azurite : IAsyncDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly FolderLock _lock;
    private readonly AzuriteOptions _options;
    private readonly Dictionary<string, string> _addresses = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _lastError;

    private Azurite(Process process, FolderLock folder, AzuriteOptions options)
    {
        _process = process;
        _lock = folder;
        _options = options;
    }

    /// <summary>The process that is the store.</summary>
    public int ProcessId => _process.Id;

    /// <summary>The connection string of the first account.</summary>
    public string ConnectionString => ConnectionStringOf(_options.Accounts[0]);

    public string ConnectionStringOf(StorageAccount account) =>
        $"DefaultEndpointsProtocol=http;AccountName={account.Name};AccountKey={account.Key};" +
        string.Concat(_addresses.Select(service => $"{service.Key}Endpoint={service.Value}/{account.Name};"));

    /// <summary>Starts Azurite on the folder and waits until it listens.</summary>
    /// <exception cref="StartupException">Node or Azurite is missing, the folder or a port is in use.</exception>
    public static async Task<Azurite> Start(AzuriteOptions options, CancellationToken cancellation = default)
    {
        var script = Find();
        await NodeJs.Check(cancellation);
        var folder = await FolderLock.Take(options.Folder, cancellation);
        Azurite? azurite = null;
        try
        {
            azurite = new(new() { StartInfo = StartInfo(script, options), EnableRaisingEvents = true }, folder, options);
            azurite.Begin();
            await azurite._ready.Task.WaitAsync(s_startLimit, cancellation);
            return azurite;
        }
        catch (Exception exception)
        {
            if (azurite is null)
                folder.Dispose();
            else
                await azurite.DisposeAsync();
            if (exception is TimeoutException)
                throw new StartupException($"Azurite did not begin to listen within {s_startLimit.TotalSeconds} s.", exception);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (HasBegun())
        {
            _process.StandardInput.Close();
            if (!await Ends(s_stopLimit))
                _process.Kill();
        }

        _process.Dispose();
        _lock.Dispose();
    }

    private static string Find() =>
        NodeModules.Find(Path.Combine("azurite", "dist", "src", "azurite.js")) ??
        throw new StartupException("Azurite is not installed: run npm ci in the folder of package.json, or give --storage.");

    private static ProcessStartInfo StartInfo(string script, AzuriteOptions options) => new(NodeJs.Command)
    {
        ArgumentList =
        {
            Path.Combine(AppContext.BaseDirectory, "azurite-child.cjs"), script, FolderLock.ChildFile(options.Folder),
            options.IsInMemory ? "--inMemoryPersistence" : $"--location={options.Folder}", "--disableTelemetry", "--silent",
            "--blobPort", $"{options.BlobPort}", "--queuePort", $"{options.QueuePort}", "--tablePort", $"{options.TablePort}",
        },
        Environment = { ["AZURITE_ACCOUNTS"] = string.Join(';', options.Accounts.Select(account => $"{account.Name}:{account.Key}")) },
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private void Begin()
    {
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => _lastError = line.Data ?? _lastError;
        _process.Exited += (_, _) => _ready.TrySetException(new StartupException($"Azurite ended at once: {_lastError ?? "it did not say why"}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Read(string? line)
    {
        if (Listening().Match(line ?? "") is not { Success: true } match)
            return;
        _addresses[match.Groups["service"].Value] = match.Groups["address"].Value;
        if (_addresses.Count == 3)
            _ready.TrySetResult();
    }

    private bool HasBegun()
    {
        try
        {
            return !_process.HasExited;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private async Task<bool> Ends(TimeSpan limit)
    {
        await _process.WaitForExitAsync().WaitAsync(limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _process.HasExited;
    }

    [GeneratedRegex("^Azurite (?<service>Blob|Queue|Table) service is successfully listening at (?<address>http://\\S+)$")]
    private static partial Regex Listening();
}
