using System.Net;
using System.Net.Sockets;
using Outreach.LocalHost.Options;

namespace Outreach.LocalHost.Storage;

/// <summary>The store that a start works on: one that is given, one that runs already, or an Azurite started and stopped with the program.</summary>
internal sealed class LocalStorage : IAsyncDisposable
{
    private const string Development = "UseDevelopmentStorage=true";
    private const int BlobPort = 10000;
    private const int QueuePort = 10001;
    private const int TablePort = 10002;

    private readonly Azurite? _azurite;

    private LocalStorage(string connectionString, Azurite? azurite = null)
    {
        ConnectionString = connectionString;
        _azurite = azurite;
    }

    public string ConnectionString { get; }

    /// <param name="setting">The storage setting, or null where none is set.</param>
    /// <exception cref="StartupException">The store cannot be had as asked.</exception>
    public static async Task<LocalStorage> Open(CommandLine line, string? setting, DataFolder data, CancellationToken cancellation = default)
    {
        var given = line.Storage ?? (line.Data is null ? setting : null) ?? Development;
        if (line.Data is not null)
            return await Own(new(data.Storage), line.Reset, cancellation);
        if (!string.Equals(given.Trim().TrimEnd(';'), Development, StringComparison.OrdinalIgnoreCase))
            return line.Reset ? throw new StartupException("--reset does not empty a store that the storage setting names.") : new(given);
        if (!await Listens(QueuePort, cancellation) || !await Listens(TablePort, cancellation))
            return await Own(new(data.Storage, await Listens(BlobPort, cancellation) ? 0 : BlobPort, QueuePort, TablePort), line.Reset, cancellation);
        return line.Reset
            ? throw new StartupException($"--reset cannot empty the store that already listens on port {TablePort}: stop it first.")
            : new(Development);
    }

    public ValueTask DisposeAsync() => _azurite?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<LocalStorage> Own(AzuriteOptions options, bool reset, CancellationToken cancellation)
    {
        if (reset)
        {
            using var folder = await FolderLock.Take(options.Folder, cancellation);
            Empty(options.Folder);
        }

        var azurite = await Azurite.Start(options, cancellation);
        return new(azurite.ConnectionString, azurite);
    }

    // Only what Azurite writes: whoever points --data at the wrong folder loses nothing else.
    private static void Empty(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "__azurite_db_*"))
            File.Delete(file);
        foreach (var store in Directory.EnumerateDirectories(folder, "__*storage__"))
            Directory.Delete(store, recursive: true);
    }

    private static async Task<bool> Listens(int port, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
