using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Activities;
using Outreach.Functions.People;
using Outreach.Functions.Storage;
using Outreach.LocalHost;
using Outreach.LocalHost.Options;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>The whole app on LocalHost, in this process, on an account of its own, with the territory of Pingcheng in it.</summary>
internal sealed class Site : IAsyncDisposable
{
    public const string Community = "140213066005";
    private const string AdminKey = "test-admin-key";

    private static readonly AreaCode District = AreaCode.Parse("140213").Must();

    private readonly DateTimeOffset _began = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
    private readonly FunctionHost _host;
    private readonly PassingClock _clock;
    private readonly HttpClient _admin = new();

    private Site(FunctionHost host, PassingClock clock)
    {
        (_host, _clock) = (host, clock);
        // Browsers take 'localhost' for secure, and so keep cookies that are for secure transport alone.
        Address = new UriBuilder(host.BaseAddress) { Host = "localhost" }.Uri;
        _admin.BaseAddress = Address;
    }

    public Uri Address { get; }

    public IServiceProvider Services => _host.Services;

    /// <summary>Lets time pass for the site, and not for browsers and the queues.</summary>
    public void Pass(TimeSpan time) => _clock.Passed += time;

    /// <summary>So many hours after the site was started, the same instant whenever it is asked.</summary>
    public DateTimeOffset At(int hours) => _began.AddHours(hours);

    /// <summary>An instant as a browser's field of date and time holds it.</summary>
    public static string Local(DateTimeOffset time) =>
        time.ToOffset(CivilTime.Offset).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The birth date of somebody who turned so old some days ago.</summary>
    public string BirthDateOf(int years) => CivilDate.Of(CivilTime.DateOf(_began).AddYears(-years).AddDays(-3));

    public static async Task<Site> Start(AzuriteFixture azurite)
    {
        var site = await StartEmpty(azurite);
        var signedIn = await site.Post("/api/sessions/one-time", new { code = await site.AdminCode() });
        site._admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signedIn["token"]!.GetValue<string>());
        using var areas = new ByteArrayContent(await File.ReadAllBytesAsync(
            Path.Combine(AppContext.BaseDirectory, "samples", "pingcheng", "areas.csv"), TestContext.Current.CancellationToken));
        areas.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        var imported = await site._admin.PostAsync(new Uri("/api/areas/import", UriKind.Relative), areas, TestContext.Current.CancellationToken);
        imported.EnsureSuccessStatusCode();
        return site;
    }

    /// <summary>The site as the README's command starts it, with the sample in it.</summary>
    public static async Task<Site> StartWithSample(AzuriteFixture azurite)
    {
        var site = await StartEmpty(azurite);
        var line = CommandLine.Parse(["--sample", "pingcheng"], "Development");
        await OutreachApp.Open(site._host, line, AdminKey, TextWriter.Null, TestContext.Current.CancellationToken);
        return site;
    }

    private static async Task<Site> StartEmpty(AzuriteFixture azurite)
    {
        var clock = new PassingClock();
        return new Site(
            await FunctionHost.Start(
                OutreachApp.Options(azurite.TakeAccount(), new Dictionary<string, string?>
                {
                    ["Outreach:Keys:Current"] = "test",
                    ["Outreach:Keys:Ring:test"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
                    ["Outreach:Keys:Index"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
                }) with
                {
                    Port = 0,
                    AdminKey = AdminKey,
                    Environment = "Production",
                    Clock = clock,
                },
                TestContext.Current.CancellationToken),
            clock);
    }

    /// <summary>A code that signs the first admin in, once.</summary>
    public Task<string> AdminCode() => _host.Services.GetRequiredService<FirstAdmin>().IssueCode(District, TestContext.Current.CancellationToken);

    /// <summary>Publishes an activity that starts in 20 minutes, so that check-in is open, and lasts two hours.</summary>
    public async Task<string> Publish(string title, object? more = null)
    {
        var id = await Draft(title, more);
        await Post($"/api/activities/{id}/publish", new { });
        return id;
    }

    /// <summary>Creates the same activity, and does not publish it.</summary>
    public async Task<string> Draft(string title, object? more = null)
    {
        var start = TimeProvider.System.GetUtcNow().AddMinutes(20);
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(new
        {
            title,
            category = "waste-sorting",
            organiserArea = Community,
            venue = new { name = "重熙社区广场" },
            startsAt = start,
            endsAt = start.AddHours(2),
            audience = "all",
            serviceCounts = true,
        }))!.AsObject();
        foreach (var (name, value) in System.Text.Json.JsonSerializer.SerializeToNode(more ?? new { })!.AsObject())
            body[name] = value?.DeepClone();
        return (await Post("/api/activities", body))["id"]!.GetValue<string>();
    }

    /// <summary>Registers somebody and signs them up; their token.</summary>
    public async Task<string> SignUp(string phone, string name, string activity)
    {
        var registered = await Post("/api/volunteers", new { name, phone, areaCode = Community, consent = new { version = "1" } });
        var token = registered["token"]!.GetValue<string>();
        await PostAs(token, $"/api/activities/{activity}/sign-ups", new { });
        return token;
    }

    /// <summary>Registers somebody; their volunteer number.</summary>
    public async Task<string> Register(string phone, string name) =>
        (await Post("/api/volunteers", new { name, phone, areaCode = Community, consent = new { version = "1" } }))["person"]!["volunteerNumber"]!
            .GetValue<string>();

    /// <summary>A name that one person out of ten thousand has.</summary>
    public static string NameOf(int i) => $"王{(char)('一' + (i / 100))}{(char)('一' + (i % 100))}";

    /// <summary>
    /// Signs so many people up, of whom one in five is there to be read: the emulator takes minutes to write them all, since it looks through
    /// a whole table for each.
    /// </summary>
    public async Task SignUpMany(int count, string activity)
    {
        var (people, activities) = (_host.Services.GetRequiredService<PeopleStore>(), _host.Services.GetRequiredService<ActivityStore>());
        var (id, area, now) = (ActivityId.Parse(activity).Must(), AreaCode.Parse(Community).Must(), TimeProvider.System.GetUtcNow());
        var consents = new Consents([new Consent(ConsentScope.Participation, "1", now, ByGuardian: false)]);
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, _) =>
        {
            var person = new Person(
                PersonId.FromBytes(RandomNumberGenerator.GetBytes(10)), (uint)i + 1000, VolunteerNumber.FromBytes(RandomNumberGenerator.GetBytes(8)),
                PersonName.Parse(NameOf(i)).Must(), area, new PersonalDetails(null, null, null, null, null), [], [], null, consents, now);
            Assert.True(i % 5 != 0 || await people.TryAdd(person, TestContext.Current.CancellationToken));
            (await activities.Commit(
                id, state => Roster.SignUp(state, person.AsApplicant(), null, OfferTerms.Default, now),
                TestContext.Current.CancellationToken)).Must();
        });
    }

    /// <summary>Puts a message among those that were set aside from a queue.</summary>
    public async Task SetAside(string queue, string text)
    {
        var poison = _host.Services.GetRequiredService<PoisonQueues>().Clients.Single(client => client.Name == queue + "-poison");
        await poison.CreateIfNotExistsAsync(cancellationToken: TestContext.Current.CancellationToken);
        await poison.SendMessageAsync(text, TestContext.Current.CancellationToken);
    }

    /// <summary>Registers somebody and records by roll call that they were there for the first ten minutes; their id.</summary>
    public Task<string> Attended(string phone, string name, string activity, DateTimeOffset from) =>
        Call(phone, name, activity, from, from.AddMinutes(10));

    /// <summary>Registers somebody and records by roll call that they came, and not that they left; their id.</summary>
    public Task<string> StillIn(string phone, string name, string activity, DateTimeOffset from) => Call(phone, name, activity, from, null);

    private async Task<string> Call(string phone, string name, string activity, DateTimeOffset from, DateTimeOffset? to)
    {
        var registered = await Post("/api/volunteers", new { name, phone, areaCode = Community, consent = new { version = "1" } });
        var person = registered["person"]!["id"]!.GetValue<string>();
        await Post($"/api/activities/{activity}/attendance", new[] { new { personId = person, checkedInAt = from, checkedOutAt = to } });
        return person;
    }

    /// <summary>The token of a session that a code opens.</summary>
    public async Task<string> Token(string code) => (await Post("/api/sessions/one-time", new { code }))["token"]!.GetValue<string>();

    /// <summary>Asks for a page, following nothing.</summary>
    /// <param name="token">Of the session that the browser has a cookie of; null for none.</param>
    public async Task<HttpResponseMessage> AskAs(string? token, string verb, string path)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var http = new HttpClient(handler) { BaseAddress = Address };
        using var request = new HttpRequestMessage(new HttpMethod(verb), path);
        if (token is not null)
            request.Headers.Add("Cookie", $"outreach-session={token}");
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Registers somebody with a role on the community, or none; a code that signs them in, once.</summary>
    public async Task<string> StaffCode(string phone, string name, string? role)
    {
        var registered = await Post("/api/volunteers", new { name, phone, areaCode = Community, consent = new { version = "1" } });
        var person = registered["person"]!["id"]!.GetValue<string>();
        if (role is not null)
            await Post($"/api/people/{person}/grants", new { role, areaCode = Community });
        return (await Post($"/api/people/{person}/one-time-links", new { }))["code"]!.GetValue<string>();
    }

    public async Task<JsonNode> Get(string path) => await Read(path, await _admin.GetAsync(path, TestContext.Current.CancellationToken));

    /// <summary>Begins the night; the figures are there when the pages show them.</summary>
    public async Task BeginNight()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/functions/StartNight");
        request.Headers.Add("x-functions-key", AdminKey);
        (await _admin.SendAsync(request, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }

    /// <summary>Checks somebody in as their phone would.</summary>
    public Task<JsonNode> CheckIn(string token, string activity, string code) => PostAs(token, $"/api/activities/{activity}/check-ins", new { code });

    /// <summary>The code that the door shows now.</summary>
    public async Task<string> Code(string activity, string kind)
    {
        var path = $"/api/activities/{activity}/check-in-code?kind={kind}";
        return (await Read(path, await _admin.GetAsync(path, TestContext.Current.CancellationToken)))["code"]!.GetValue<string>();
    }

    /// <summary>Calls the contract as whoever a session is of.</summary>
    public async Task<JsonNode> PostAs(string token, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Read(path, await _admin.SendAsync(request, TestContext.Current.CancellationToken));
    }

    public async Task<JsonNode> Post(string path, object body)
    {
        return await Read(path, await _admin.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken));
    }

    public async Task<JsonNode> Patch(string path, object body)
    {
        using var content = JsonContent.Create(body, new MediaTypeHeaderValue("application/merge-patch+json"));
        return await Read(path, await _admin.PatchAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken));
    }

    private static async Task<JsonNode> Read(string path, HttpResponseMessage answer)
    {
        using var read = answer;
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public ValueTask DisposeAsync()
    {
        _admin.Dispose();
        return _host.DisposeAsync();
    }
}

/// <summary>The time, and what a test let pass beyond it.</summary>
internal sealed class PassingClock : TimeProvider
{
    public TimeSpan Passed { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Passed;
}
