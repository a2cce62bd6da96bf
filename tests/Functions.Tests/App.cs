using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Activities;
using Outreach.Functions.Hosting;
using Outreach.Functions.Http;
using Outreach.Functions.People;
using Outreach.Functions.Storage;
using Outreach.LocalHost;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

/// <summary>The whole app on LocalHost, in this process, on an account of its own. Time stands still until a test moves it.</summary>
internal sealed class App : IAsyncDisposable
{
    public const string AdminKey = "test-admin-key";
    public const string Community = "140213066005";
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private readonly FunctionHost _host;

    private App(FunctionHost host, FakeTimeProvider clock, string storage, CapturedLog log)
    {
        (_host, Clock, Storage, Log) = (host, clock, storage, log);
        Http = Contract.Client(host.BaseAddress);
        Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
    }

    public FakeTimeProvider Clock { get; }

    public CapturedLog Log { get; }

    /// <summary>The connection string of the app's account.</summary>
    public string Storage { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => _host.Services;

    private Outbox Outbox => Services.GetRequiredService<Outbox>();

    /// <summary>The rows of a partition as they stand in the store.</summary>
    public async Task<IReadOnlyList<TableEntity>> Partition(string table, string partition) => await new TableServiceClient(Storage)
        .GetTableClient(table)
        .QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: TestContext.Current.CancellationToken)
        .ToListAsync(TestContext.Current.CancellationToken);

    /// <summary>All rows of a table as they stand in the store.</summary>
    public Task<IReadOnlyList<TableEntity>> ReadAll(string table) => Recount.ReadAll(Storage, table);

    /// <summary>Leaves what a host leaves that dies before it could keep its answers: their keys, without them.</summary>
    public async Task LoseAnswers()
    {
        var table = new TableServiceClient(Storage).GetTableClient("answers");
        foreach (var row in await ReadAll("answers"))
        {
            foreach (var name in row.Keys.Where(name => name.StartsWith("Answer", StringComparison.Ordinal)).ToList())
                row.Remove(name);
            await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Starts the app, with the territory of Pingcheng in it.</summary>
    public static Task<App> Start(AzuriteFixture azurite, params IEnumerable<KeyValuePair<string, string?>> settings) =>
        Start(azurite.TakeAccount(), Monday, settings);

    /// <summary>Starts the app on an account that is still empty, at an instant.</summary>
    public static async Task<App> Start(string storage, DateTimeOffset now, params IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var app = await Start(storage, new FakeTimeProvider(now), settings);
        await app.ImportAreas();
        return app;
    }

    /// <summary>Starts the app on an account that is still empty, with some of its services replaced.</summary>
    public static async Task<App> StartWith(string storage, Action<IServiceCollection> replace)
    {
        var app = await Start(storage, new FakeTimeProvider(Monday), [], replace);
        await app.ImportAreas();
        return app;
    }

    /// <summary>Starts another host on the same store, with the same clock.</summary>
    public Task<App> StartAnother(params IEnumerable<KeyValuePair<string, string?>> settings) => Start(Storage, Clock, settings);

    public async Task<HttpClient> SignInAsAdmin()
    {
        var code = await Services.GetRequiredService<FirstAdmin>().IssueCode(AreaCode.Parse("140213").Must(), TestContext.Current.CancellationToken);
        var answer = await Http.Send(HttpMethod.Post, "/api/sessions/one-time", new { code });
        return ClientOf(answer.Body!["token"]!.GetValue<string>());
    }

    /// <summary>Registers a resident; every number gives somebody else.</summary>
    public async Task<Resident> Register(int number, string area = Community, object? partyMember = null)
    {
        var body = VolunteerBody(number, area);
        body["partyMember"] = partyMember is null ? null : System.Text.Json.JsonSerializer.SerializeToNode(partyMember);
        var answer = await Http.Send(HttpMethod.Post, "/api/volunteers", body);
        Assert.Equal(201, answer.Status);
        var token = answer.Body!["token"]!.GetValue<string>();
        return new Resident(answer.Body["person"]!["id"]!.GetValue<string>(), token, ClientOf(token));
    }

    public async Task<Resident[]> RegisterMany(int count)
    {
        var people = new Resident[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) => people[i] = await Register(i));
        return people;
    }

    /// <summary>Creates and publishes an activity that starts in an hour and lasts two.</summary>
    public async Task<string> Publish(HttpClient organiser, Action<JsonObject>? change = null)
    {
        var body = ActivityBody();
        change?.Invoke(body);
        var created = await organiser.Send(HttpMethod.Post, "/api/activities", body);
        Assert.Equal(201, created.Status);
        var id = created.Body!["id"]!.GetValue<string>();
        Assert.Equal(200, (await organiser.Send(HttpMethod.Post, $"/api/activities/{id}/publish")).Status);
        return id;
    }

    public static JsonObject VolunteerBody(int number) => VolunteerBody(number, Community);

    public static JsonObject VolunteerBody(int number, string area) => new()
    {
        ["name"] = "张三",
        ["phone"] = Phone(number),
        ["areaCode"] = area,
        ["consent"] = new JsonObject { ["version"] = "1" },
    };

    public JsonObject ActivityBody() => new()
    {
        ["title"] = "垃圾不落地,共建文明城",
        ["category"] = "waste-sorting",
        ["organiserArea"] = Community,
        ["venue"] = new JsonObject { ["name"] = "重熙社区" },
        ["startsAt"] = Clock.GetUtcNow().AddHours(1).ToString("O"),
        ["endsAt"] = Clock.GetUtcNow().AddHours(3).ToString("O"),
        ["audience"] = "all",
        ["serviceCounts"] = true,
    };

    public static string Phone(int number) => $"1420{number:D7}";

    /// <summary>Leaves what a host leaves that dies between the claim of a number and the person's row.</summary>
    public async Task ClaimAndCrash(string phone, string? person = null)
    {
        var identities = Services.GetRequiredService<IdentityIndex>();
        var claimant = person is null ? PersonId.FromBytes(new byte[10]) : PersonId.Parse(person).Must();
        await identities.Claim(identities.KeyOf(PhoneNumber.Parse(phone).Must()), claimant, TestContext.Current.CancellationToken);
    }

    /// <summary>Runs a timer or queue function by hand, and waits until everything that follows from it is done.</summary>
    public async Task Run(string function)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/admin/functions/{function}")
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("x-functions-key", AdminKey);
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(202, (int)response.StatusCode);
        await Quiet();
    }

    public Task RunNight() => Run("StartNight");

    /// <summary>Waits until nothing runs, nothing waits in a queue and no message waits to be sent.</summary>
    public Task Quiet() => Eventually.True(
        async () => Outbox.IsEmpty && await _host.IsIdle(TestContext.Current.CancellationToken) && Outbox.IsEmpty, "the queues are worked off");

    public async Task Send(string queue, string message) =>
        await Queue(queue).SendMessageAsync(message, TestContext.Current.CancellationToken);

    public QueueClient Queue(string name, QueueMessageEncoding encoding = QueueMessageEncoding.Base64) =>
        new QueueServiceClient(Storage, new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_11_05) { MessageEncoding = encoding })
            .GetQueueClient(name);

    public HttpClient ClientOf(string token)
    {
        var client = Contract.Client(Http.BaseAddress!);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.DisposeAsync();
    }

    private static async Task<App> Start(
        string storage, FakeTimeProvider clock, IEnumerable<KeyValuePair<string, string?>> settings, Action<IServiceCollection>? replace = null)
    {
        var options = OutreachApp.Options(storage, With(settings));
        var log = new CapturedLog();
        var host = await FunctionHost.Start(
            options with
            {
                Clock = clock,
                AdminKey = AdminKey,
                Services = (services, configuration) =>
                {
                    services.AddSingleton<TimeProvider>(clock);
                    services.AddSingleton<ILoggerProvider>(log);
                    services.Configure<LoggerFilterOptions>(filters => filters.AddFilter<CapturedLog>("Outreach", LogLevel.Information));
                    options.Services!(services, configuration);
                    replace?.Invoke(services);
                },
            },
            TestContext.Current.CancellationToken);
        return new App(host, clock, storage, log);
    }

    public static Dictionary<string, string?> Settings => new()
    {
        ["Outreach:Keys:Current"] = "k1",
        ["Outreach:Keys:Ring:k1"] = Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray()),
        ["Outreach:Keys:Index"] = Convert.ToBase64String(Enumerable.Repeat((byte)9, 32).ToArray()),
        ["AzureFunctionsJobHost:logging:logLevel:default"] = "Warning",
        ["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = "00:00:00.2",
    };

    /// <summary>The settings of the tests, with others in their place; null takes one away.</summary>
    private static Dictionary<string, string?> With(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var all = Settings;
        foreach (var (name, value) in settings)
            all[name] = value;
        return all.Where(setting => setting.Value is not null).ToDictionary();
    }

    private async Task ImportAreas()
    {
        using var admin = await SignInAsAdmin();
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(SampleFile("areas.csv")));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var response = await admin.PostAsync("/api/areas/import", content, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(221, (await response.Content.ReadFromJsonAsync<JsonNode>())!["added"]!.GetValue<int>());
    }

    public static string SampleFile(string name) => Path.Combine(AppContext.BaseDirectory, "samples", "pingcheng", name);
}

/// <summary>Somebody registered, and a client signed in as them.</summary>
internal sealed record Resident(string Id, string Token, HttpClient Http);
