using System.Net;
using System.Net.Sockets;
using Azure.Storage.Queues;
using Outreach.Bench.Proxies;

namespace Outreach.Bench.Faults;

/// <summary>A host with a store that fails it, which is killed and started again where it was.</summary>
internal sealed class FaultyHost : IAsyncDisposable
{
    private const int MostStarts = 20;

    private readonly int _number;
    private readonly TimeSpan _skew;
    private readonly FaultSource _faults;
    private readonly ProxiedStore _store;
    private readonly List<string> _outputs = [];
    private HostProcess? _process;

    private FaultyHost(int number, TimeSpan skew, FaultSource faults, ProxiedStore store)
    {
        (_number, _skew, _faults, _store) = (number, skew, faults, store);
        Address = new Uri($"http://localhost:{FreePort()}");
    }

    public Uri Address { get; }

    /// <summary>Everything that it wrote, through all its lives.</summary>
    public IEnumerable<string> Lines => _outputs.Append(_process?.Output ?? "").SelectMany(output => output.Split('\n'));

    /// <summary>Whether it has ended although nobody killed it.</summary>
    public bool HasDied => _process?.Process.HasExited == true;

    public static async Task<FaultyHost> Start(int number, string storage, TimeSpan skew, FaultSource faults)
    {
        var options = new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_11_05) { MessageEncoding = QueueMessageEncoding.None };
        var faulty = new FaultyStore(number, new QueueServiceClient(storage, options), faults);
        var host = new FaultyHost(number, skew, faults, await ProxiedStore.Start(storage, faulty.Handle, faulty.Handle));
        await host.Start();
        return host;
    }

    /// <summary>Ends it as a crash would, and starts it again.</summary>
    /// <exception cref="WrongResultException">It had ended by itself, or does not start although nothing is wrong with its store.</exception>
    public async Task Crash(TimeSpan down)
    {
        if (HasDied)
            throw new WrongResultException($"Host {_number} ended by itself: {_process!.Output}");
        var killed = _faults.Elapsed;
        await _process!.Kill();
        await Forget();
        await Task.Delay(down);
        await Start();
        _faults.Note(new Mishap(_number, killed, _faults.Elapsed));
    }

    public async ValueTask DisposeAsync()
    {
        await Forget();
        await _store.DisposeAsync();
    }

    /// <summary>Starts it as often as it takes where the store does not let it: a start makes sure of its tables and queues first.</summary>
    private async Task Start()
    {
        for (var attempt = 1; _process is null; attempt++)
        {
            var began = _faults.Elapsed;
            try
            {
                _process = await HostProcess.Start("Outreach.Bench.dll", SkewedHost.Arguments(_store.Storage, Address.Port, _skew), Settings);
            }
            catch (WrongResultException) when (attempt < MostStarts && _faults.Befell(_number, began, _faults.Elapsed))
            {
                // Its store failed it. Whoever looks after it starts it again.
            }
        }
    }

    /// <summary>host.json as it is, but for what the bench waits for: what failed is tried again soon, and queues are looked at again soon.</summary>
    private static Dictionary<string, string?> Settings => new()
    {
        ["AzureFunctionsJobHost:extensions:queues:visibilityTimeout"] = "00:00:01",
        ["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = "00:00:00.5",
    };

    private async Task Forget()
    {
        if (_process is null)
            return;
        await _process.DisposeAsync();
        _outputs.Add(_process.Output);
        _process = null;
    }

    /// <summary>A port that was free a moment ago: the host has to come back where it was.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
