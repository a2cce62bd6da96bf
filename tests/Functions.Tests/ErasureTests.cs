using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Domain.People;
using Outreach.Functions.People;
using Outreach.Functions.People.Erasing;
using Outreach.Functions.Security;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class ErasureTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Name = "欧阳某某";
    private const string IdNumber = "140202199003070027";
    private const string Unit = "91110000600037341L";
    private const string Home = "140213053012";

    private App _app = null!;
    private HttpClient _admin = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await App.Start(azurite);
        _admin = await _app.SignInAsAdmin();
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Leaves_nothing_of_the_person_anywhere_and_every_figure_of_an_area_as_it_was()
    {
        var (person, neighbour) = (await RegisterWithAllFields(), await _app.Register(2));
        var traces = await TracesOf(person);
        var wanted = await LeaveTraces(person, neighbour);
        await _app.RunNight();
        var before = await Figures();
        Assert.Equal((3, 3), (before[0]["visits"]!.GetValue<int>(), before[1]["visits"]!.GetValue<int>()));
        var found = await Traces.Of(_app, traces);
        Assert.All(traces.Keys.Except(["phone", "id number", "token", "earlier phone", "earlier phone's hash"]), name => Assert.Contains(found, f => f.StartsWith(name + " in ", StringComparison.Ordinal)));

        Assert.Equal(202, (await person.Http.Send(HttpMethod.Delete, $"/api/people/{person.Id}")).Status);
        await _app.Quiet();
        await EraseTheRest();
        Assert.Empty(await Traces.Of(_app, traces));
        Assert.DoesNotContain(await Recount.ReadAll(_app.Storage, "registrations"), row => row.RowKey.StartsWith("refused:", StringComparison.Ordinal));

        await _app.RunNight();
        Assert.Equal(before.Select(figures => figures.ToJsonString()), (await Figures()).Select(figures => figures.ToJsonString()));
        Assert.Empty((await _admin.Get($"/api/units/{Unit}/participation?month=2026-03")).Body!["members"]!.AsArray());
        Assert.Equal("offered", (await neighbour.Http.Get($"/api/activities/{wanted}/sign-ups/me")).Body!["status"]!.GetValue<string>());
        Assert.Equal(201, (await _app.Http.Post("/api/volunteers", AllFields())).Status);
    }

    [Fact]
    public async Task Knows_the_person_no_more_from_the_moment_of_the_request()
    {
        var (person, neighbour) = (await _app.Register(1), await _app.Register(2));
        var code = (await _admin.Post($"/api/people/{person.Id}/one-time-links")).Body!["code"]!.GetValue<string>();
        Assert.Equal(404, (await neighbour.Http.Send(HttpMethod.Delete, $"/api/people/{person.Id}")).Status);
        Assert.Equal(202, (await _admin.Send(HttpMethod.Delete, $"/api/people/{person.Id}")).Status);

        Assert.Equal(401, (await person.Http.Get("/api/me")).Status);
        Assert.Equal(401, (await _app.Http.Post("/api/sessions/one-time", new { code })).Status);
        Assert.Equal(404, (await _admin.Get($"/api/people/{person.Id}")).Status);
        Assert.Equal(404, (await _admin.Send(HttpMethod.Delete, $"/api/people/{person.Id}")).Status);
        await _app.Quiet();
        Assert.Single(await _app.Partition("people", "audit:140213"), row => row.GetString("What").StartsWith("erase-person:", StringComparison.Ordinal));
        Assert.Equal(200, (await neighbour.Http.Get("/api/me")).Status);
    }

    [Fact]
    public async Task Goes_on_with_an_erasure_that_a_crash_left_at_its_beginning()
    {
        var person = await _app.Register(1);
        var id = PersonId.Parse(person.Id).Must();
        await _app.Services.GetRequiredService<Erasures>().Begin(id, Erasures.NewStandIn(), TestContext.Current.CancellationToken);
        _app.Clock.Advance(TimeSpan.FromMinutes(2));
        await _app.Run("SweepOutbox");
        Assert.Equal(401, (await person.Http.Get("/api/me")).Status);
        await EraseTheRest();
        Assert.Empty(await Traces.Of(_app, await TracesOf(person)));
        Assert.Equal(201, (await _app.Http.Post("/api/volunteers", App.VolunteerBody(1))).Status);
    }

    [Fact]
    public async Task Registers_nobody_anew_whose_registration_the_queue_delivers_again()
    {
        await _app.Send("registrations", App.VolunteerBody(1).ToJsonString());
        await _app.Quiet();
        var row = (await Recount.ReadAll(_app.Storage, "registrations")).Single();
        Assert.Equal(202, (await _admin.Send(HttpMethod.Delete, $"/api/people/{row.GetString("Person")}")).Status);
        await _app.Quiet();
        await EraseTheRest();
        await _app.Send("registrations", App.VolunteerBody(1).ToJsonString());
        await _app.Quiet();
        Assert.Equal(404, (await _admin.Get($"/api/people/{row.GetString("Person")}")).Status);
        Assert.Equal(201, (await _app.Http.Post("/api/volunteers", App.VolunteerBody(1))).Status);
    }

    [Fact]
    public async Task Is_seen_by_another_host_that_knows_the_activity()
    {
        await using var other = await _app.StartAnother();
        var (person, neighbour) = (await _app.Register(1), await _app.Register(2));
        var activity = await _app.Publish(_admin, body => body["capacity"] = 1);
        Assert.Equal(201, (await person.Http.Post($"/api/activities/{activity}/sign-ups")).Status);
        using var there = other.ClientOf(neighbour.Token);
        Assert.Equal("waiting", (await there.Post($"/api/activities/{activity}/sign-ups")).Body!["status"]!.GetValue<string>());
        await person.Http.Send(HttpMethod.Delete, $"/api/people/{person.Id}");
        await _app.Quiet();
        using var admin = other.ClientOf(_admin.DefaultRequestHeaders.Authorization!.Parameter!);
        var live = (await admin.Get($"/api/activities/{activity}/participation")).Body!;
        Assert.Equal((0, 1, 1), (live["signedUp"]!.GetValue<int>(), live["offered"]!.GetValue<int>(), live["people"]!.AsArray().Count));
    }

    /// <summary>The second run, once whoever was at work during the first is through.</summary>
    private async Task EraseTheRest()
    {
        Assert.NotEmpty(await _app.Partition("work", "erasures"));
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        await _app.Run("SweepOutbox");
        Assert.Empty(await _app.Partition("work", "erasures"));
    }

    private static JsonObject AllFields()
    {
        var body = App.VolunteerBody(1);
        (body["name"], body["idNumber"]) = (Name, IdNumber);
        body["skills"] = new JsonArray("急救");
        body["guardian"] = new JsonObject { ["name"] = "王五", ["phone"] = App.Phone(90) };
        body["partyMember"] = new JsonObject { ["unitCode"] = Unit, ["unitName"] = "样例单位", ["homeAreaCode"] = Home };
        return body;
    }

    private async Task<Resident> RegisterWithAllFields()
    {
        var body = AllFields();
        body["phone"] = App.Phone(9);
        var registered = (await _app.Http.Post("/api/volunteers", body)).Body!;
        var token = registered["token"]!.GetValue<string>();
        return new Resident(registered["person"]!["id"]!.GetValue<string>(), token, _app.ClientOf(token));
    }

    /// <summary>Everything by which the person could be told, by what it is.</summary>
    private async Task<Dictionary<string, string>> TracesOf(Resident person)
    {
        var index = _app.Services.GetRequiredService<BlindIndex>();
        var row = await _app.Services.GetRequiredService<PeopleStore>().Find(PersonId.Parse(person.Id).Must(), TestContext.Current.CancellationToken);
        var traces = new Dictionary<string, string>
        {
            ["person id"] = person.Id,
            ["phone"] = App.Phone(1),
            ["phone's hash"] = index.Of(PhoneNumber.Parse(App.Phone(1)).Must()),
            ["earlier phone"] = App.Phone(9),
            ["earlier phone's hash"] = index.Of(PhoneNumber.Parse(App.Phone(9)).Must()),
            ["token"] = person.Token,
            ["session hash"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(person.Token))),
        };
        if (row is not null)
            traces["volunteer number"] = row.VolunteerNumber.Value;
        if (row?.Details.IdNumber is { } number)
            (traces["id number"], traces["id number's hash"], traces["name"]) = (number.Reveal(), index.Of(number), Name);
        return traces;
    }

    /// <summary>Lets the person do all that there is, as volunteer and as organiser. Gives the activity that the neighbour waits for.</summary>
    private async Task<string> LeaveTraces(Resident person, Resident neighbour)
    {
        Assert.Equal(200, (await person.Http.Send(HttpMethod.Patch, $"/api/people/{person.Id}", new { phone = App.Phone(1) })).Status);
        await _admin.Post($"/api/people/{person.Id}/grants", new { role = "organiser", areaCode = App.Community });
        await _admin.Post($"/api/units/{Unit}/contacts", new { personId = person.Id });
        await _admin.Post($"/api/people/{person.Id}/one-time-links");
        var duplicate = AllFields();
        await _admin.Post("/api/registrations", new JsonObject { ["district"] = "140213", ["registrations"] = new JsonArray(App.VolunteerBody(3), duplicate) });
        await _app.Send("registrations", AllFields().ToJsonString());

        var (theirs, staffs) = (await _app.Publish(person.Http), await _app.Publish(_admin));
        var wanted = await _app.Publish(_admin, body =>
        {
            body["capacity"] = 1;
            (body["startsAt"], body["endsAt"]) = (App.Monday.AddDays(3).ToString("O"), App.Monday.AddDays(3).AddHours(1).ToString("O"));
        });
        Assert.Equal(201, (await person.Http.Post($"/api/activities/{theirs}/sign-ups")).Status);
        Assert.Equal("confirmed", (await person.Http.Post($"/api/activities/{wanted}/sign-ups")).Body!["status"]!.GetValue<string>());
        Assert.Equal("waiting", (await neighbour.Http.Post($"/api/activities/{wanted}/sign-ups")).Body!["status"]!.GetValue<string>());
        _app.Clock.Advance(TimeSpan.FromMinutes(60));
        Assert.Equal(201, (await person.Http.Post($"/api/activities/{theirs}/check-ins", new { code = await _admin.CheckInCode(theirs) })).Status);
        _app.Clock.Advance(TimeSpan.FromMinutes(60));
        Assert.Equal(201, (await person.Http.Post($"/api/activities/{theirs}/check-outs", new { code = await _admin.CheckInCode(theirs, "out") })).Status);
        foreach (var (organiser, activity, who) in new[] { (_admin, staffs, person.Id), (person.Http, theirs, neighbour.Id) })
            await organiser.Post($"/api/activities/{activity}/attendance", new[]
            {
                new { personId = who, checkedInAt = App.Monday.AddHours(1), checkedOutAt = App.Monday.AddMinutes(110) },
            });
        await _app.Quiet();
        Assert.Equal(200, (await person.Http.Get($"/api/people/{person.Id}/certificate")).Status);
        return wanted;
    }

    /// <summary>The month's figures of the district, the community and the person's home, without when they were counted.</summary>
    private async Task<JsonObject[]> Figures()
    {
        var all = new List<JsonObject>();
        foreach (var area in new[] { "140213", App.Community, Home })
        {
            var figures = (await _admin.Get($"/api/areas/{area}/participation?month=2026-03")).Body!.AsObject();
            figures.Remove("asOf");
            all.Add(figures);
        }

        return [.. all];
    }
}
