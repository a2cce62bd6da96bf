using System.Net.Http.Headers;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http.OpenApi;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

/// <summary>A district with one of everything that a function can be about, and one of everybody who can call it.</summary>
internal sealed class World : IAsyncDisposable
{
    public const string District = "140213";

    private const string Elsewhere = "140213053012";
    private const string Unit = "91110000600037341L";
    private const string Device = "door-1";

    /// <summary>What stands for the parameters of paths and queries, by the parameter or by it and the word before it.</summary>
    private readonly Dictionary<string, string> _values = new()
    {
        ["areas/{code}"] = App.Community,
        ["units/{code}"] = Unit,
        ["{deviceId}"] = Device,
        ["{role}"] = Kebab.Of(Role.GridWorker),
        ["{areaCode}"] = App.Community,
        ["parent"] = District,
        ["area"] = App.Community,
    };

    private int _registered = 1000;

    private World(App app, HttpClient admin, Resident owner) => (App, Admin, Owner) = (app, admin, owner);

    public App App { get; }

    public HttpClient Admin { get; }

    /// <summary>Whom the resources that are a person's are of.</summary>
    public Resident Owner { get; }

    /// <summary>An activity that is not published.</summary>
    public string Draft { get; private set; } = "";

    /// <summary>An activity that is over.</summary>
    public string Past { get; private set; } = "";

    /// <summary>Somebody who was registered a second time, and is merged into nobody yet.</summary>
    public string Twin { get; private set; } = "";

    public IReadOnlyList<Caller> Callers { get; private set; } = [];

    /// <summary>Ids and codes of each kind that no caller depends on: what they stand for may change or go.</summary>
    public IReadOnlyList<string> Expendable =>
        [.. _values.Values.Where(value => value != Owner.Id && value.Length > 0), Draft, Past, Twin];

    public static async Task<World> Make(AzuriteFixture azurite, params IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var app = await App.Start(azurite, settings);
        var world = new World(app, await app.SignInAsAdmin(), await app.Register(1));
        world._values["activities/{id}"] = await app.Publish(world.Admin);
        world.Draft = Text(await world.Admin.Post("/api/activities", app.ActivityBody()), "id");
        world.Past = await app.Publish(
            world.Admin, body => (body["startsAt"], body["endsAt"]) = ($"{world.HoursAgo(3):O}", $"{world.HoursAgo(1):O}"));
        await world.Admin.Post($"/api/activities/{world.Past}/attendance", world.RollCall());
        world._values["make-ups/{id}"] = Text(await world.Admin.Post($"/api/activities/{world.Past}/make-up", world.MakeUp()), "id");
        world._values["corrections/{id}"] = Text(await world.Admin.Post($"/api/activities/{world.Past}/corrections", world.Correction()), "id");
        await world.EnterRecord();
        await world.RegisterTwin();
        world._values["merges/{id}"] = Text(
            await world.Admin.Post($"/api/people/{await world.Somebody()}/merges", new { duplicate = world.Twin }), "mergeId");
        world._values["people/{id}"] = world._values["contacts/{id}"] = world.Owner.Id;
        world._values["{number}"] = Text(await world.Owner.Http.Get($"/api/people/{world.Owner.Id}/certificate"), "number");
        world._values["registrations/{batchId}"] = Text(await world.Admin.Post("/api/registrations", Registrations(97)), "batchId");
        world._values["{batchId}"] = Text(await world.Admin.Post("/api/check-in-batches", world.CheckIns("1")), "batchId");
        world.Callers = await world.MakeCallers();
        return world;
    }

    public static object Grant(Role role, string area) => new { role = Kebab.Of(role), areaCode = area };

    public static HttpContent AreasFile()
    {
        var file = new ByteArrayContent(File.ReadAllBytes(App.SampleFile("areas.csv")));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return file;
    }

    public object RollCall() => new[] { new { personId = Owner.Id, checkedInAt = HoursAgo(3), checkedOutAt = HoursAgo(2) } };

    public object Evaluation() => new { personId = Owner.Id, quality = 5 };

    public static object Registrations(int number) => new { district = District, registrations = new[] { App.VolunteerBody(number) } };

    public object MakeUp() => new { personId = Owner.Id, minutes = 30, reason = "忘记签到" };

    public object Correction() => new { personId = Owner.Id, absent = true, reason = "未到场" };

    public object CheckIns(string batch) => new
    {
        deviceId = Device,
        batchId = batch,
        checkIns = new[] { new { activityId = Past, personId = Owner.Id, kind = "in", at = HoursAgo(2) } },
    };

    public static object Training() => new { name = "急救培训", content = "心肺复苏", minutes = 120, host = "红十字会", date = "2026-03-01" };

    public static object Award() => new { name = "优秀志愿者", date = "2026-03-01", giver = "文明办" };

    /// <summary>Enters a training and an award of the owner's, unless they stand there.</summary>
    public async Task EnterRecord()
    {
        _values["trainings/{entry}"] = Text(await Admin.Post($"/api/people/{Owner.Id}/trainings", Training()), "id");
        _values["awards/{entry}"] = Text(await Admin.Post($"/api/people/{Owner.Id}/awards", Award()), "id");
    }

    public async Task RegisterTwin() => Twin = await Somebody();

    /// <summary>What opens the door of the activity that calls are about; there is one once <see cref="PublishAnother"/> was called.</summary>
    public string DoorCode { get; private set; } = "";

    /// <summary>
    /// Publishes another activity in the place of the one that calls are about, which may have been cancelled or closed. People can
    /// check in, and the owner has a place.
    /// </summary>
    public async Task PublishAnother()
    {
        var activity = await App.Publish(Admin, body => body["startsAt"] = $"{App.Clock.GetUtcNow().AddMinutes(10):O}");
        await Owner.Http.Post($"/api/activities/{activity}/sign-ups");
        DoorCode = await Admin.CheckInCode(activity);
        _values["activities/{id}"] = activity;
    }

    public Task NameContact() => Admin.Post($"/api/units/{Unit}/contacts", new { personId = Owner.Id });

    /// <summary>Registers another resident of the community, for calls that change the person they are about.</summary>
    public async ValueTask<string> Somebody() => (await App.Register(Interlocked.Increment(ref _registered))).Id;

    public async ValueTask<string> SomebodyGranted(Role role)
    {
        var id = await Somebody();
        await Admin.Post($"/api/people/{id}/grants", Grant(role, App.Community));
        return id;
    }

    /// <summary>The path of a function with values for its parameters, and for those of the query that it cannot do without.</summary>
    public async Task<string> Fill(ApiFunction function, Resource resource)
    {
        var id = resource.Id is { } make ? await make(this) : null;
        var words = function.Path.Split('/');
        var path = words.Select((word, i) => !word.StartsWith('{') ? word
            : word == "{id}" && id is not null ? id
            : _values.GetValueOrDefault($"{words[i - 1]}/{word}") ?? Value(word));
        var query = function.Query.Where(parameter => parameter.Required).Select(parameter => $"{parameter.Name}={Value(parameter.Name)}");
        return $"{string.Join('/', path)}?{string.Join('&', query)}";
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var caller in Callers)
            caller.Http.Dispose();
        Admin.Dispose();
        await App.DisposeAsync();
    }

    private DateTimeOffset HoursAgo(int hours) => App.Clock.GetUtcNow().AddHours(-hours);

    private string Value(string parameter) =>
        _values.GetValueOrDefault(parameter) ?? throw new InvalidOperationException($"World has no value for {parameter}: add one to its values.");

    private async Task<IReadOnlyList<Caller>> MakeCallers()
    {
        var granted = from role in Enum.GetValues<Role>() from area in new[] { App.Community, District, Elsewhere } select (role, area);
        var staff = await Task.WhenAll(granted.Select(async (grant, i) =>
        {
            var person = await App.Register(10 + i);
            await Admin.Post($"/api/people/{person.Id}/grants", Grant(grant.role, grant.area));
            return new Caller($"{Kebab.Of(grant.role)} of {grant.area}", person.Http, Role: grant.role, Area: grant.area);
        }));
        return
        [
            new Caller("nobody", App.Http, HasSession: false),
            new Caller("forger", App.ClientOf("not-a-token-that-was-ever-given-out"), HasSession: false),
            new Caller("resident", (await App.Register(2)).Http),
            new Caller("owner", Owner.Http, IsOwner: true),
            .. staff,
        ];
    }

    private static string Text(Answer answer, string member) => answer.Body![member]!.GetValue<string>();
}
