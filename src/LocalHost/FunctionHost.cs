using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using Outreach.LocalHost.Admin;
using Outreach.LocalHost.Functions;
using Outreach.LocalHost.Http;
using Outreach.LocalHost.Options;
using Outreach.LocalHost.Queues;
using Outreach.LocalHost.Storage;
using Outreach.LocalHost.Timers;

namespace Outreach.LocalHost;

/// <summary>Runs the functions of one assembly on this machine: HTTP as endpoints, queues by polling, timers by their schedule.</summary>
public sealed class FunctionHost : IAsyncDisposable
{
    private readonly FunctionHostOptions _options;
    private readonly WebApplication _app;
    private readonly Listeners _listeners;
    private readonly BackgroundRuns _runs;
    private readonly InFlight _inFlight;
    private readonly CancellationTokenSource _hurry = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isStopping;

    private FunctionHost(
        FunctionHostOptions options,
        WebApplication app,
        IReadOnlyList<FunctionDescription> functions,
        Listeners listeners,
        BackgroundRuns runs,
        InFlight inFlight)
    {
        _options = options;
        _app = app;
        _listeners = listeners;
        _runs = runs;
        _inFlight = inFlight;
        Functions = functions;
    }

    public Uri BaseAddress => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    public IReadOnlyList<FunctionDescription> Functions { get; }

    /// <summary>Messages, timers and runs by hand that are under way; HTTP requests are not counted, their clients wait for them.</summary>
    public int InFlight => _inFlight.Count;

    /// <summary>Ends when the host has stopped, whoever stopped it.</summary>
    public Task Completion => _completion.Task;

    /// <exception cref="StartupException">The host cannot start: one sentence that says why.</exception>
    public static async Task<FunctionHost> Start(FunctionHostOptions options, CancellationToken cancellation = default)
    {
        var builder = WebApplication.CreateEmptyBuilder(new()
        {
            ApplicationName = options.App.GetName().Name,
            ContentRootPath = options.ContentRoot,
            EnvironmentName = options.Environment,
        });
        builder.Configuration.AddAppSettings(options.ContentRoot, options.Settings)
            .AddInMemoryCollection([new(AppSettings.Storage, options.Storage)]);
        var settings = HostSettings.Read(options.ContentRoot, builder.Configuration);
        var functions = FunctionDiscovery.Find(options.App, settings, text => AppSettings.Resolve(builder.Configuration, text));
        var storage = await StorageClients.Connect(options.Storage, cancellation);

        AddHost(builder, options, settings);
        options.Services?.Invoke(builder.Services, builder.Configuration);
        var app = builder.Build();
        var host = Compose(app, options, settings, functions, storage);
        try
        {
            await host._listeners.Prepare(cancellation);
            await app.StartAsync(cancellation);
        }
        catch (Exception exception)
        {
            await app.DisposeAsync();
            if (exception is IOException { InnerException: AddressInUseException })
                throw ListeningPort.Refused(options.Port, SocketError.AddressAlreadyInUse, exception);
            if (exception.IsStorageFailure() && !cancellation.IsCancellationRequested)
                throw new StartupException($"The store gave out while the host was starting ({exception.Reason()}).", exception);
            throw;
        }

        host._listeners.Start();
        app.Lifetime.ApplicationStopping.Register(() => _ = host.Stop());
        return host;
    }

    /// <summary>Whether nothing is in flight and no trigger queue holds a message, not even one that waits to be tried again.</summary>
    public Task<bool> IsIdle(CancellationToken cancellation = default) => _listeners.AreIdle(cancellation);

    /// <summary>Takes no more work, lets what runs finish within the drain timeout, then cancels it. Ends when all has stopped.</summary>
    public async Task Stop()
    {
        if (Interlocked.Exchange(ref _isStopping, 1) == 0)
        {
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(_hurry.Token);
                limit.CancelAfter(_options.DrainTimeout);
                await Task.WhenAll(_listeners.Stop(limit.Token), _app.StopAsync(limit.Token));
                _completion.SetResult();
            }
            catch (Exception exception)
            {
                _completion.SetException(exception);
            }
        }

        await Completion;
    }

    /// <summary>Makes a stop, the one under way or one that comes, cancel at once what still runs.</summary>
    public void Hurry() => _hurry.Cancel();

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await _app.DisposeAsync();
        _listeners.Dispose();
        _runs.Dispose();
        _hurry.Dispose();
    }

    private static void AddHost(WebApplicationBuilder builder, FunctionHostOptions options, HostSettings settings)
    {
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (options.Port == 0)
                kestrel.Listen(IPAddress.Loopback, 0); // "localhost" is two addresses, which cannot share a port that is not known yet.
            else
                kestrel.ListenLocalhost(options.Port);
        });
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateScopes = builder.Environment.IsDevelopment());
        builder.Logging.AddConfiguration(settings.Logging).AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        // A start that fails throws; the hosting library would print the same with its stack before.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Services.AddRouting();
        builder.Services.TryAddSingleton(options.Clock);
        // Signals are the program's affair: a host in a test must not catch them.
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, OwnLifetime>());
    }

    private static FunctionHost Compose(
        WebApplication app, FunctionHostOptions options, HostSettings settings, IReadOnlyList<Function> functions, StorageClients storage)
    {
        var id = Guid.NewGuid().ToString("n");
        var inFlight = new InFlight();
        var runner = new FunctionRunner(options.Pipeline);
        var runs = new BackgroundRuns(runner, app.Services.GetRequiredService<IServiceScopeFactory>(), settings.FunctionTimeout);
        var table = new TimerTable(storage.Timers, options.App.GetName().Name!);
        var (queueOutage, tableOutage) = (new Outage("queue storage", Logger<Outage>()), new Outage("table storage", Logger<Outage>()));
        var queues = Of(TriggerKind.Queue).ToDictionary(function => function.Name, function => new QueueListener(
            function, storage.Queues, settings.Queues, options.MessageLease, runs, inFlight, queueOutage, Logger<QueueListener>()));
        var timers = Of(TriggerKind.Timer).ToDictionary(function => function.Name, function => new TimerListener(
            function, table, id, options.TimerLease, options.Clock, runs, inFlight, tableOutage, Logger<TimerListener>()));
        var listeners = new Listeners([.. queues.Values], [.. timers.Values], table, runs, inFlight, Logger<Listeners>());

        var descriptions = functions.Select(function => function.Description).ToList();
        var keys = new FunctionKeys(options.FunctionKey, options.AdminKey);
        var status = new HostStatusReader(id, options.App, descriptions, queues, timers, inFlight, () => listeners.AreStopping);
        var handRuns = new HandRuns(functions, timers, runs, inFlight, () => listeners.AreStopping, Logger<HandRuns>());
        app.UseRouting();
        app.UsePlatformProblems();
        app.MapFunctions(functions, runner, keys);
        new AdminEndpoints(status, handRuns, keys).Map(app);
        return new(options, app, descriptions, listeners, runs, inFlight);

        IEnumerable<Function> Of(TriggerKind trigger) => functions.Where(function => function.Description.Trigger == trigger);
        ILogger<T> Logger<T>() => app.Services.GetRequiredService<ILogger<T>>();
    }

    private sealed class OwnLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
