using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Domain;
using Outreach.Domain.Territory;
using Outreach.Functions.Hosting;
using Outreach.Functions.Storage;
using Outreach.Functions.Territory;
using Outreach.LocalHost.Options;
using Outreach.LocalHost.Storage;

namespace Outreach.Bench;

/// <summary>
/// What hosts of a bench stand on: an Azurite of its own in a temporary folder with the sample district in it, and the app's services on it,
/// without a host, to prepare what is not measured and to look at what was written. What it commits about activities nobody sends on.
/// </summary>
internal sealed class Ground : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Azurite _azurite;
    private readonly ServiceProvider _services;

    private Ground(DirectoryInfo folder, Azurite azurite, ServiceProvider services, IReadOnlyList<AreaCode> communities)
    {
        (_folder, _azurite, _services) = (folder, azurite, services);
        Communities = communities;
    }

    /// <summary>The keys that every host on it has, and a log of what is wrong alone.</summary>
    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Outreach:Keys:Current"] = "bench",
        ["Outreach:Keys:Ring:bench"] = Convert.ToBase64String(new byte[32]),
        ["Outreach:Keys:Index"] = Convert.ToBase64String(new byte[32]),
        ["AzureFunctionsJobHost:logging:logLevel:default"] = "Warning",
    };

    public string Storage => _azurite.ConnectionString;

    /// <summary>The process of the store.</summary>
    public int StoreProcess => _azurite.ProcessId;

    /// <summary>The communities of the sample district, which stand in the store.</summary>
    public IReadOnlyList<AreaCode> Communities { get; }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <param name="isLarge">Whether there will be more in it than Azurite can save.</param>
    public static async Task<Ground> Open(bool isLarge = false)
    {
        var folder = Directory.CreateTempSubdirectory("outreach-bench-");
        var azurite = await Azurite.Start(new(folder.FullName) { IsInMemory = isLarge });
        var services = Services(azurite.ConnectionString);
        await services.GetRequiredService<Provisioning>().Run(CancellationToken.None);
        return new Ground(folder, azurite, services, await ImportAreas(services.GetRequiredService<TerritoryStore>()));
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _azurite.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static ServiceProvider Services(string storage)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(Settings)
            .AddInMemoryCollection([new(AppSettings.Storage, storage)])
            .Build();
        return new ServiceCollection().AddLogging().AddOutreach(configuration).BuildServiceProvider();
    }

    private static async Task<IReadOnlyList<AreaCode>> ImportAreas(TerritoryStore territories)
    {
        var file = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "samples", "pingcheng", "areas.csv"));
        var territory = TerritoryImport.Plan(null, AreaCsv.Read(file).Must().Rows).Change!.Territory;
        await territories.TrySave(territory, null, CancellationToken.None);
        return [.. territory.All.Select(area => area.Code).Where(code => code.Level == AreaLevel.Community)];
    }
}
