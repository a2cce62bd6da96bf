using System.Security.Cryptography;
using System.Text.Json;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Activities;
using Outreach.Functions.Hosting;
using Outreach.Functions.Participation;
using Outreach.Functions.People;
using Outreach.Functions.People.Bulk;
using Outreach.Functions.Security;
using Outreach.Functions.Storage;
using Outreach.Functions.Territory;
using Outreach.LocalHost.Functions;
using Outreach.LocalHost.Options;
using Outreach.LocalHost.Sample;
using Outreach.LocalHost.Storage;

namespace Outreach.LocalHost;

/// <summary>What LocalHost has to know of the app that it runs; the rest of it could run any other.</summary>
internal static class OutreachApp
{
    private const string RateLimits = "Outreach:RateLimits";

    /// <summary>The app's pipeline, as an adapter of a few lines; the worker's middleware is the other one.</summary>
    public static Task<object?> Pipeline(FunctionInvocation invocation, Func<Task<object?>> next)
    {
        var pipeline = invocation.Services.GetRequiredService<FunctionPipeline>();
        return invocation.HttpContext is { } http
            ? pipeline.RunHttp(invocation.FunctionName, http, next)
            : pipeline.Run(invocation.FunctionName, next);
    }

    /// <summary>The options that make a host run this app.</summary>
    public static FunctionHostOptions Options(string storage, IReadOnlyDictionary<string, string?> settings) => new()
    {
        App = typeof(OutreachServices).Assembly,
        ContentRoot = AppContext.BaseDirectory,
        Storage = storage,
        Services = (services, configuration) => services.AddOutreach(configuration),
        Pipeline = Pipeline,
        Settings = WithoutLimits(settings),
    };

    /// <summary>
    /// What a start adds to the settings: keys where they give none, and rate limits where they are asked for. The app is put
    /// together once without being started, so that a wrong setting is told before anything is started for it.
    /// </summary>
    /// <exception cref="StartupException">A setting is wrong, or the file of the keys cannot be used.</exception>
    public static IReadOnlyDictionary<string, string?> SettingsOf(CommandLine line, IConfiguration settings)
    {
        var added = line.RateLimits ? new Dictionary<string, string?>(Keys(settings)) { [RateLimits] = "true" } : Keys(settings);
        try
        {
            new ServiceCollection().AddOutreach(new ConfigurationBuilder().AddConfiguration(settings).AddInMemoryCollection(added).Build());
            return added;
        }
        catch (SettingException wrong)
        {
            throw new StartupException(wrong.Message, wrong);
        }
    }

    /// <summary>
    /// Keys for one machine where the settings give none: made once for its user and kept for all of that user's data folders, so
    /// that two hosts on one store agree.
    /// </summary>
    private static IReadOnlyDictionary<string, string?> Keys(IConfiguration settings)
    {
        if (settings["Outreach:Keys:Current"] is not null)
            return new Dictionary<string, string?>();
        var made = new KeyFile(Path.Combine(DataFolder.Default.Path, "keys", "outreach.json")).ReadOrMake(() => new Dictionary<string, string>
        {
            ["Outreach:Keys:Current"] = "local",
            ["Outreach:Keys:Ring:local"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Outreach:Keys:Index"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        });
        return made.ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
    }

    /// <summary>The rate limits are off unless the settings turn them on, and no proxy stands before this host to tell an address.</summary>
    private static Dictionary<string, string?> WithoutLimits(IReadOnlyDictionary<string, string?> settings) =>
        new Dictionary<string, string?> { [RateLimits] = "false", [RateLimits + ":TrustedProxies"] = "0" }
            .Concat(settings).GroupBy(pair => pair.Key).ToDictionary(same => same.Key, same => same.Last().Value);

    /// <summary>Finds what is wrong with what the start was told, before anything is started for it.</summary>
    /// <exception cref="StartupException">There is no such sample.</exception>
    public static void Check(CommandLine line)
    {
        if (line.Sample is not null)
            SampleLoader.FolderOf(line.Sample);
    }

    /// <summary>Loads the sample if one is asked for, and says where to look. A load that is cancelled goes on at the next start.</summary>
    /// <exception cref="StartupException">The sample does not fit, or the store gave out.</exception>
    public static async Task Open(FunctionHost host, CommandLine line, string adminKey, TextWriter output, CancellationToken cancellation)
    {
        try
        {
            await TryOpen(host, line, adminKey, output, cancellation);
        }
        catch (Exception exception) when (exception.IsStorageFailure() && !cancellation.IsCancellationRequested)
        {
            throw new StartupException($"The store gave out before all was ready ({exception.Reason()}).", exception);
        }
    }

    private static async Task TryOpen(FunctionHost host, CommandLine line, string adminKey, TextWriter output, CancellationToken cancellation)
    {
        var services = host.Services;
        var district = services.GetRequiredService<AppDistrict>().Code;
        var admin = services.GetRequiredService<FirstAdmin>();
        var id = await admin.Ensure(district, cancellation);
        if (line.AdminCode is not null)
            services.GetRequiredService<DevelopmentCode>().Choose(line.AdminCode, id);
        if (line.Sample is not null)
            await LoadSample(host, line.Sample, id, output, cancellation);

        var code = line.AdminCode ?? await admin.IssueCode(district, cancellation);
        await output.WriteLineAsync(Hints(host.BaseAddress.ToString().TrimEnd('/'), district, code, adminKey));
    }

    private static async Task LoadSample(FunctionHost host, string name, PersonId admin, TextWriter output, CancellationToken cancellation)
    {
        var services = host.Services;
        var loader = new SampleLoader(
            services.GetRequiredService<TerritoryStore>(), services.GetRequiredService<RegistrationBatches>(),
            services.GetRequiredService<PeopleStore>(), services.GetRequiredService<ActivityStore>(),
            services.GetRequiredService<ActivityCalendar>(), services.GetRequiredService<Tables>(), output);
        if (!await loader.Load(name, admin, () => Night(host, cancellation), cancellation))
            await output.WriteLineAsync($"The sample {name} is there already.");
    }

    /// <summary>The night by hand, up to its last message.</summary>
    private static async Task Night(FunctionHost host, CancellationToken cancellation)
    {
        var services = host.Services;
        await ActivatorUtilities.CreateInstance<StartNight>(services).Run(new(), cancellation);
        while (!services.GetRequiredService<Outbox>().IsEmpty || !await host.IsIdle(cancellation))
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
    }

    private static string Hints(string address, AreaCode district, string code, string adminKey)
    {
        var body = JsonSerializer.Serialize(new { code });
        return $"""

            Outreach listens on {address}

              Activities:                      {address}/activities?from=2023-02-01&to=2023-02-28
              Sign in as the first admin:      {address}/sign-in#{code}
              The first admin's sign-in code:  {code}

            Try:
              curl "{address}/api/areas?parent={district}"
              curl "{address}/api/activities?area={district}&from=2023-02-01&to=2023-02-28"
              TOKEN=$(curl -s {address}/api/sessions/one-time -H "Content-Type: application/json" -d '{body}' | sed 's/.*"token":"\([^"]*\)".*/\1/')
              curl "{address}/api/areas/{district}/participation?month=2023-02" -H "Authorization: Bearer $TOKEN"
              curl -X POST {address}/admin/functions/StartNight -H "x-functions-key: {adminKey}"

            Stop with Ctrl+C.
            """;
    }
}
