using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Domain.People;
using Outreach.Functions.People;
using Outreach.Functions.Security;

namespace Outreach.Functions.Tests;

/// <summary>Somebody who goes through everything that there is, as a volunteer and as staff.</summary>
internal sealed class WholeLife(App app, HttpClient admin)
{
    public const string Unit = "91110000600037341L";
    public const string Home = "140213053012";

    private const string Name = "欧阳某某";
    private const string IdNumber = "140202199003070027";

    private Resident _person = null!;
    private Resident _neighbour = null!;
    private Resident _reviewer = null!;

    public Resident Person => _person;

    public Resident Neighbour => _neighbour;

    /// <summary>The activity on which the person has the only place, and the neighbour waits for it.</summary>
    public string Wanted { get; private set; } = "";

    /// <summary>What the person registers with.</summary>
    public static JsonObject Registration()
    {
        var body = App.VolunteerBody(1);
        (body["name"], body["idNumber"]) = (Name, IdNumber);
        body["skills"] = new JsonArray("急救");
        body["guardian"] = new JsonObject { ["name"] = "王五六", ["phone"] = App.Phone(90) };
        body["partyMember"] = new JsonObject { ["unitCode"] = Unit, ["unitName"] = "样例单位", ["homeAreaCode"] = Home };
        return body;
    }

    /// <summary>Lets the person do all that there is. Gives everything by which they could be told, by what it is.</summary>
    public async Task<Dictionary<string, string>> Live()
    {
        await Register();
        await HoldOffices();
        var (theirs, staffs, offline) = (await app.Publish(_person.Http), await app.Publish(admin), await app.Publish(admin));
        await SignUp(theirs);
        await Attend(theirs);
        app.Clock.Advance(TimeSpan.FromHours(3));
        await RollCalls(theirs, staffs);
        await Batches(theirs, offline);
        await app.Quiet();
        await WriteDownLate(theirs, staffs, offline);
        await app.Quiet();
        Assert.Equal(200, (await _person.Http.Get($"/api/people/{_person.Id}/certificate")).Status);
        await SetAside(theirs);
        return await TracesOf(app, _person);
    }

    public static async Task<Dictionary<string, string>> TracesOf(App app, Resident person)
    {
        var index = app.Services.GetRequiredService<BlindIndex>();
        var row = await app.Services.GetRequiredService<PeopleStore>().Find(PersonId.Parse(person.Id).Must(), TestContext.Current.CancellationToken);
        var traces = new Dictionary<string, string>
        {
            ["person id"] = person.Id,
            ["phone"] = App.Phone(1),
            ["phone's hash"] = index.Of(PhoneNumber.Parse(App.Phone(1)).Must()),
            ["token"] = person.Token,
            ["session hash"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(person.Token))),
        };
        if (row is not null)
            traces["volunteer number"] = row.VolunteerNumber.Value;
        if (row?.Details.IdNumber is { } number)
            (traces["id number"], traces["id number's hash"], traces["name"]) = (number.Reveal(), index.Of(number), Name);
        if (row?.Details.Guardian is { } guardian)
            (traces["guardian"], traces["guardian's phone"]) = (guardian.Name.Value, guardian.Phone.Reveal());
        return traces;
    }

    private async Task Register()
    {
        var body = Registration();
        body["phone"] = App.Phone(9);
        var registered = (await PostWithKey(app.Http, "/api/volunteers", body)).Body!;
        var token = registered["token"]!.GetValue<string>();
        _person = new Resident(registered["person"]!["id"]!.GetValue<string>(), token, app.ClientOf(token));
        (_neighbour, _reviewer) = (await app.Register(2), await app.Register(4));
        await Expect(200, _person.Http.Send(HttpMethod.Patch, $"/api/people/{_person.Id}", new { phone = App.Phone(1) }));
        var registrations = new JsonArray(App.VolunteerBody(3), Registration());
        await Expect(202, admin.Post("/api/registrations", new JsonObject { ["district"] = "140213", ["registrations"] = registrations }));
        await app.Send("registrations", Registration().ToJsonString());
    }

    private async Task HoldOffices()
    {
        foreach (var (who, role) in new[] { (_person, "organiser"), (_person, "reviewer"), (_reviewer, "reviewer") })
            await Expect(201, PostWithKey(admin, $"/api/people/{who.Id}/grants", new { role, areaCode = App.Community }));
        await Expect(201, admin.Post($"/api/units/{Unit}/contacts", new { personId = _person.Id }));
        await Expect(201, PostWithKey(admin, $"/api/people/{_person.Id}/one-time-links"));
    }

    private async Task SignUp(string theirs)
    {
        Wanted = await app.Publish(admin, body => OnePlaceOn(body, 3));
        var full = await app.Publish(admin, body => OnePlaceOn(body, 4));
        await Expect(201, PostWithKey(_person.Http, $"/api/activities/{theirs}/sign-ups"));
        foreach (var (who, activity, status) in new[]
            { (_person, Wanted, "confirmed"), (_neighbour, Wanted, "waiting"), (_neighbour, full, "confirmed"), (_person, full, "waiting") })
            Assert.Equal(status, (await who.Http.Post($"/api/activities/{activity}/sign-ups")).Body!["status"]!.GetValue<string>());
    }

    private static void OnePlaceOn(JsonObject body, int day)
    {
        body["capacity"] = 1;
        (body["startsAt"], body["endsAt"]) = (App.Monday.AddDays(day).ToString("O"), App.Monday.AddDays(day).AddHours(1).ToString("O"));
    }

    private async Task Attend(string theirs)
    {
        app.Clock.Advance(TimeSpan.FromMinutes(60));
        await Expect(201, _person.Http.Post($"/api/activities/{theirs}/check-ins", new { code = await admin.CheckInCode(theirs) }));
        app.Clock.Advance(TimeSpan.FromMinutes(60));
        await Expect(201, _person.Http.Post($"/api/activities/{theirs}/check-outs", new { code = await admin.CheckInCode(theirs, "out") }));
    }

    private async Task RollCalls(string theirs, string staffs)
    {
        foreach (var (organiser, activity, who) in new[] { (admin, staffs, _person.Id), (_person.Http, theirs, _neighbour.Id) })
            await Expect(200, PostWithKey(organiser, $"/api/activities/{activity}/attendance", new[]
            {
                new { personId = who, checkedInAt = App.Monday.AddHours(1), checkedOutAt = App.Monday.AddMinutes(110) },
            }));
    }

    private async Task Batches(string theirs, string offline)
    {
        var (came, left) = (App.Monday.AddHours(1), App.Monday.AddHours(2));
        await Expect(202, admin.Post("/api/check-in-batches", new
        {
            deviceId = "door",
            batchId = "1",
            checkIns = new[]
            {
                new { activityId = offline, personId = _neighbour.Id, kind = "in", at = came },
                new { activityId = offline, personId = _neighbour.Id, kind = "out", at = left },
                new { activityId = offline, personId = _person.Id, kind = "out", at = left },
            },
        }));
        await Expect(202, _person.Http.Post("/api/check-in-batches", new
        {
            deviceId = "phone",
            batchId = "1",
            checkIns = new[]
            {
                new { activityId = theirs, personId = _reviewer.Id, kind = "in", at = came },
                new { activityId = theirs, personId = _reviewer.Id, kind = "out", at = left },
            },
        }));
    }

    /// <summary>Time made up, corrections, evaluations and results: by others about the person, and by the person about others.</summary>
    private async Task WriteDownLate(string theirs, string staffs, string offline)
    {
        var about = $"{Name}当天手机没电";
        await Decide("make-ups", _reviewer.Http, await Enter(admin, offline, "make-up", new { personId = _person.Id, minutes = 30, reason = about }));
        await Decide("make-ups", admin, await Enter(_person.Http, theirs, "make-up", new { personId = _neighbour.Id, minutes = 20, reason = "迟到" }));
        await Decide("make-ups", _person.Http, await Enter(admin, staffs, "make-up", new { personId = _neighbour.Id, minutes = 40, reason = "漏记" }));
        await Enter(admin, theirs, "make-up", new { personId = _person.Id, minutes = 10, reason = about });
        await Enter(admin, staffs, "corrections", new { personId = _person.Id, checkedOutAt = App.Monday.AddMinutes(100), reason = about });
        await Decide("corrections", admin, await Enter(
            _person.Http, theirs, "corrections", new { personId = _neighbour.Id, checkedOutAt = App.Monday.AddMinutes(100), reason = "提前离开" }));
        await Enter(admin, staffs, "evaluations", new { personId = _person.Id, quality = 5, remark = $"{Name}认真负责" });
        await Enter(_person.Http, theirs, "evaluations", new { personId = _neighbour.Id, quality = 4 });
        await Expect(200, _person.Http.Send(HttpMethod.Put, $"/api/activities/{theirs}/results", new { leaflets = 12 }));
    }

    private static async Task<string> Enter(HttpClient by, string activity, string what, object body)
    {
        var entered = await PostWithKey(by, $"/api/activities/{activity}/{what}", body);
        Assert.Equal(201, entered.Status);
        return entered.Body!["id"]?.GetValue<string>() ?? "";
    }

    private static Task Decide(string what, HttpClient by, string id) => Expect(200, by.Post($"/api/{what}/{id}/approve"));

    /// <summary>Messages that came to nothing, which stay until somebody sends them again.</summary>
    private async Task SetAside(string theirs)
    {
        var drafts = new JsonArray(App.VolunteerBody(5), Registration()).ToJsonString();
        var box = app.Services.GetRequiredService<Sealer>().Seal(Encoding.UTF8.GetBytes(drafts), "b1");
        const string At = "2026-03-02T01:00:00+00:00";
        foreach (var (queue, message) in new[]
        {
            ("registrations", Registration().ToJsonString()),
            ("registrations", $$"""{"schema":1,"occurredAt":"{{At}}","batch":"b1","first":0,"sealed":"{{box}}"}"""),
            ("registrations", $$"""{"schema":1,"occurredAt":"{{At}}","batch":"b2","first":0,"sealed":"nobody can open it"}"""),
            ("activity-commits", $$"""
                {"schema":1,"occurredAt":"{{At}}","activity":"{{theirs}}","version":2,"header":false,"people":["{{_person.Id}}","{{_neighbour.Id}}"]}
                """),
            ("check-in-batches", $$"""
                {"schema":1,"occurredAt":"{{At}}","by":"{{_person.Id}}","deviceId":"phone","batchId":"2",
                 "notes":[{"activity":"{{theirs}}","person":"{{_neighbour.Id}}","kind":"in","at":"{{At}}"}]}
                """),
        })
            await SetAside(queue, message, QueueMessageEncoding.Base64);
        await SetAside("activity-figures", $"not of this app: {_person.Id}", QueueMessageEncoding.None);
    }

    private async Task SetAside(string queue, string message, QueueMessageEncoding encoding)
    {
        var poison = app.Queue(queue + "-poison", encoding);
        await poison.CreateIfNotExistsAsync(cancellationToken: TestContext.Current.CancellationToken);
        await poison.SendMessageAsync(message, TestContext.Current.CancellationToken);
    }

    private static async Task<Answer> PostWithKey(HttpClient client, string path, object? body = null)
    {
        using var content = JsonContent.Create(body ?? new { }, (body ?? new { }).GetType());
        content.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("n"));
        return await client.Send(HttpMethod.Post, path, content);
    }

    private static async Task Expect(int status, Task<Answer> call)
    {
        var answer = await call;
        Assert.True(status == answer.Status, $"{answer.Status} {answer.Body}");
    }
}
