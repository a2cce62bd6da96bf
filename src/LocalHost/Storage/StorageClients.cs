using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;

namespace Outreach.LocalHost.Storage;

/// <summary>The clients of the host's own storage: the queues that trigger, and the timers' table.</summary>
internal sealed class StorageClients
{
    // The newest version that the pinned Azurite serves; it refuses newer ones.
    private const QueueClientOptions.ServiceVersion Version = QueueClientOptions.ServiceVersion.V2025_11_05;

    private StorageClients(QueueServiceClient queues, TableClient timers)
    {
        Queues = queues;
        Timers = timers;
    }

    public QueueServiceClient Queues { get; }

    public TableClient Timers { get; }

    /// <exception cref="StartupException">The connection string is malformed, or the store does not answer.</exception>
    public static async Task<StorageClients> Connect(string connection, CancellationToken cancellation)
    {
        try
        {
            // Bodies are decoded by the listener, which must see a mis-encoded one in order to set it aside.
            var queueOptions = new QueueClientOptions(Version) { MessageEncoding = QueueMessageEncoding.None };
            var tableOptions = new TableClientOptions();
            Hasten(queueOptions.Retry);
            Hasten(tableOptions.Retry);
            var queues = new QueueServiceClient(connection, queueOptions);
            var tables = new TableServiceClient(connection, tableOptions);
            await Probe(connection, cancellation);
            return new(queues, tables.GetTableClient("localhosttimers"));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new StartupException($"The storage setting is not a connection string: {exception.Message}", exception);
        }
    }

    // The listeners ask again and again anyway; a stop waits for the call that is under way.
    private static void Hasten(RetryOptions retry)
    {
        retry.MaxRetries = 3;
        retry.Delay = TimeSpan.FromMilliseconds(200);
        retry.NetworkTimeout = TimeSpan.FromSeconds(20);
    }

    // With few and quick retries: whoever starts the program waits for the answer.
    private static async Task Probe(string connection, CancellationToken cancellation)
    {
        var queueOptions = new QueueClientOptions(Version)
        {
            Retry = { MaxRetries = 1, Delay = TimeSpan.FromMilliseconds(200), NetworkTimeout = TimeSpan.FromSeconds(5) },
        };
        var tableOptions = new TableClientOptions
        {
            Retry = { MaxRetries = 1, Delay = TimeSpan.FromMilliseconds(200), NetworkTimeout = TimeSpan.FromSeconds(5) },
        };
        var queues = new QueueServiceClient(connection, queueOptions);
        var tables = new TableServiceClient(connection, tableOptions);
        await Task.WhenAll(
            Ask($"queue storage at {queues.Uri.Authority}", queues.GetPropertiesAsync(cancellation), cancellation),
            Ask($"table storage at {tables.Uri.Authority}", tables.GetPropertiesAsync(cancellation), cancellation));
    }

    private static async Task Ask(string store, Task answer, CancellationToken cancellation)
    {
        try
        {
            await answer;
        }
        catch (Exception exception) when (exception.IsStorageFailure() && !cancellation.IsCancellationRequested)
        {
            throw new StartupException($"The {store} does not answer ({exception.Reason()}).", exception);
        }
    }
}
