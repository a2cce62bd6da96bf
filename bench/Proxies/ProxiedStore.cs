using System.Data.Common;

namespace Outreach.Bench.Proxies;

/// <summary>A store with a proxy before its tables and another before its queues.</summary>
internal sealed class ProxiedStore : IAsyncDisposable
{
    private readonly StoreProxy[] _proxies;

    private ProxiedStore(string storage, StoreProxy[] proxies) => (Storage, _proxies) = (storage, proxies);

    /// <summary>The connection string of the store as the proxies show it.</summary>
    public string Storage { get; }

    /// <param name="storage">The connection string of the store as it is.</param>
    /// <param name="tables">What becomes of each call to the tables.</param>
    /// <param name="queues">What becomes of each call to the queues.</param>
    public static async Task<ProxiedStore> Start(string storage, Func<StoreCall, Task> tables, Func<StoreCall, Task> queues)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = storage };
        var (atTables, atQueues) = ((string)parts["TableEndpoint"], (string)parts["QueueEndpoint"]);
        var proxies = await Task.WhenAll(StoreProxy.Start(new Uri(atTables), tables), StoreProxy.Start(new Uri(atQueues), queues));
        var shown = storage
            .Replace(atTables, proxies[0].Address.ToString(), StringComparison.Ordinal)
            .Replace(atQueues, proxies[1].Address.ToString(), StringComparison.Ordinal);
        return new ProxiedStore(shown, proxies);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies)
            await proxy.DisposeAsync();
    }
}
