using Microsoft.Extensions.DependencyInjection;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Activities;
using Outreach.Functions.Participation;
using Outreach.Functions.Storage;
using Outreach.Functions.Territory;
using Outreach.LocalHost;
using Outreach.LocalHost.Storage;

namespace Outreach.Bench;

/// <summary>
/// The app on LocalHost in this process, as it is shipped, on an Azurite of its own in a temporary folder. Client, host and store share
/// the machine, so what the clients cost is taken from what the host has: they are as cheap as they can be (<see cref="Calls"/>).
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly DirectoryInfo _folder;
    private readonly Azurite _azurite;
    private readonly FunctionHost _host;

    private Stage(DirectoryInfo folder, Azurite azurite, FunctionHost host, StoreCalls calls, IReadOnlyList<AreaCode> communities)
    {
        (_folder, _azurite, _host, StoreCalls) = (folder, azurite, host, calls);
        Communities = communities;
    }

    public string Storage => _azurite.ConnectionString;

    public Uri Address => _host.BaseAddress;

    public StoreCalls StoreCalls { get; }

    /// <summary>The communities of the sample district, which stand in the store.</summary>
    public IReadOnlyList<AreaCode> Communities { get; }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public static async Task<Stage> Open()
    {
        var folder = Directory.CreateTempSubdirectory("outreach-bench-");
        var azurite = await Azurite.Start(new(folder.FullName));
        var calls = StoreCalls.Listen(azurite.ConnectionString);
        var host = await FunctionHost.Start(OutreachApp.Options(azurite.ConnectionString, Settings) with { Pipeline = StoreCalls.Attribute });
        await host.Services.GetRequiredService<Provisioning>().Run(CancellationToken.None);
        return new Stage(folder, azurite, host, calls, await ImportAreas(host.Services.GetRequiredService<TerritoryStore>()));
    }

    /// <summary>Creates and publishes an activity that begins in ten minutes and lasts three hours.</summary>
    public async Task<ActivityId> Publish(int capacity)
    {
        var startsAt = TimeProvider.System.GetUtcNow().AddMinutes(10);
        var plan = ActivityPlanning.Check(Drafts.Activity(Communities[0], startsAt) with { Capacity = capacity }).Must();
        var activities = Get<ActivityStore>();
        var created = await activities.Create(plan, Crowd.Organiser, CancellationToken.None);
        return (await activities.Commit(created.Id, Lifecycle.Publish, CancellationToken.None)).Must().Id;
    }

    public Task Night() => ActivatorUtilities.CreateInstance<StartNight>(_host.Services).Run(new(), CancellationToken.None);

    /// <summary>Waits until nothing runs, nothing waits in a queue and no message waits to be sent.</summary>
    public async Task Quiet()
    {
        var outbox = Get<Outbox>();
        while (!outbox.IsEmpty || !await _host.IsIdle() || !outbox.IsEmpty)
            await Task.Delay(Look);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        StoreCalls.Dispose();
        await _azurite.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>host.json as it is, but for one thing: a queue that was empty is looked at again soon, since a bench waits for it.</summary>
    private static Dictionary<string, string?> Settings => new()
    {
        ["Outreach:Keys:Current"] = "bench",
        ["Outreach:Keys:Ring:bench"] = Convert.ToBase64String(new byte[32]),
        ["Outreach:Keys:Index"] = Convert.ToBase64String(new byte[32]),
        ["AzureFunctionsJobHost:logging:logLevel:default"] = "Warning",
        ["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = "00:00:00.1",
    };

    private static async Task<IReadOnlyList<AreaCode>> ImportAreas(TerritoryStore territories)
    {
        var file = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "samples", "pingcheng", "areas.csv"));
        var territory = TerritoryImport.Plan(null, AreaCsv.Read(file).Must().Rows).Change!.Territory;
        await territories.TrySave(territory, null, CancellationToken.None);
        return [.. territory.All.Select(area => area.Code).Where(code => code.Level == AreaLevel.Community)];
    }
}
