using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Outreach.SecondApp;
using Outreach.Tests;

namespace Outreach.LocalHost.Tests;

/// <summary>Starts hosts of SecondApp on a storage account of the test's own, each with the functions that the test is about.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    public const string AdminKey = "the-admin-key";
    public const string FunctionKey = "the-function-key";

    /// <summary>How long a host has a message before it has to renew that.</summary>
    public static readonly TimeSpan MessageLease = TimeSpan.FromSeconds(2);

    private TestHost(FunctionHost host)
    {
        Host = host;
        Client = new() { BaseAddress = host.BaseAddress };
    }

    public FunctionHost Host { get; }

    public HttpClient Client { get; }

    public static Task<TestHost> Start(string storage, Journal journal, params string[] functions) =>
        Start(storage, journal, functions, options => options);

    public static async Task<TestHost> Start(
        string storage, Journal journal, IReadOnlyList<string> functions, Func<FunctionHostOptions, FunctionHostOptions> adapt)
    {
        var options = adapt(new()
        {
            App = typeof(Journal).Assembly,
            ContentRoot = AppContext.BaseDirectory,
            Storage = storage,
            AdminKey = AdminKey,
            FunctionKey = FunctionKey,
            MessageLease = MessageLease,
            DrainTimeout = TimeSpan.FromSeconds(10),
            Services = (services, _) => services.AddSingleton(journal),
        });
        var settings = new Dictionary<string, string?>(options.Settings);
        settings.TryAdd("AzureFunctionsJobHost:extensions:queues:visibilityTimeout", "00:00:00");
        settings.TryAdd("AzureFunctionsJobHost:extensions:queues:maxPollingInterval", "00:00:00.2");
        settings.TryAdd("AzureFunctionsJobHost:logging:logLevel:default", "None");
        for (var number = 0; number < functions.Count; number++)
            settings.Add($"AzureFunctionsJobHost:functions:{number}", functions[number]);
        return new(await FunctionHost.Start(options with { Settings = settings }, TestContext.Current.CancellationToken));
    }

    /// <summary>A client that sends bodies as the platform's tools do.</summary>
    public static QueueClient Queue(string storage, string name, QueueMessageEncoding encoding = QueueMessageEncoding.Base64) =>
        new(storage, name, new(QueueClientOptions.ServiceVersion.V2025_11_05) { MessageEncoding = encoding });

    public static async Task<QueueClient> CreateQueue(string storage, string name, QueueMessageEncoding encoding = QueueMessageEncoding.Base64)
    {
        var queue = Queue(storage, name, encoding);
        await queue.CreateIfNotExistsAsync(cancellationToken: TestContext.Current.CancellationToken);
        return queue;
    }

    public Task Settles() => Eventually.True(() => Host.IsIdle(), "the host is idle");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }
}
