using System.Text.Json.Nodes;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

/// <summary>How attendance comes in: distance, late arrivals, who forgot to check out, and devices that were offline.</summary>
public sealed class AttendanceTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = App.Monday.AddHours(1);

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
    public async Task Keeps_how_far_away_and_how_late_somebody_was_and_not_where()
    {
        var (near, far, missing) = (await _app.Register(1), await _app.Register(2), await _app.Register(3));
        var id = await _app.Publish(_admin, activity => activity["venue"] = JsonNode.Parse(
            """{"name":"重熙社区","latitude":40.0763,"longitude":113.2983,"radiusMetres":100}"""));
        foreach (var person in new[] { near, far, missing })
            await person.Http.Post($"/api/activities/{id}/sign-ups");
        _app.Clock.Advance(TimeSpan.FromMinutes(72));
        var code = await _admin.CheckInCode(id);
        var taken = await near.Http.Post(
            $"/api/activities/{id}/check-ins", new { code, location = new { latitude = 40.07712, longitude = 113.29831 } });
        Assert.Equal(201, taken.Status);
        var refused = await far.Http.Post(
            $"/api/activities/{id}/check-ins", new { code, location = new { latitude = 40.0773, longitude = 113.2983 } });
        Assert.Equal((409, "outside-the-venue"), (refused.Status, refused.Problem));

        var live = (await _admin.Get($"/api/activities/{id}/participation")).Body!;
        var came = live["people"]!.AsArray().Single(p => Text(p!, "personId") == near.Id)!;
        Assert.Equal((1, 0, 91, 12), (Number(live, "late"), Number(live, "noShow"), Number(came, "distanceMetres"), Number(came, "lateMinutes")));
        _app.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(2, Number((await _admin.Get($"/api/activities/{id}/participation")).Body!, "noShow"));
        Assert.DoesNotContain(
            await _app.Partition("activities", id),
            row => row.GetString("Data")?.Contains("113.29831", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Checks_out_with_the_end_who_forgot_once()
    {
        var (forgot, late, left) = (await _app.Register(1), await _app.Register(2), await _app.Register(3));
        var id = await _app.Publish(_admin);
        foreach (var person in new[] { forgot, late, left })
        {
            await person.Http.Post($"/api/activities/{id}/sign-ups");
            _app.Clock.SetUtcNow(Start);
            Assert.Equal(201, (await person.Http.Post($"/api/activities/{id}/check-ins", new { code = await _admin.CheckInCode(id) })).Status);
        }

        _app.Clock.SetUtcNow(Start.AddMinutes(60));
        Assert.Equal(201, (await CheckOut(id, left)).Status);
        _app.Clock.SetUtcNow(Start.AddMinutes(145));
        var leaving = await CheckOut(id, late);
        Assert.Equal((201, 120), (leaving.Status, Number(leaving.Body!, "minutes")));
        await _app.Quiet();
        await _app.Run("CheckOutForgotten");
        Assert.Equal(2, Number((await _admin.Get($"/api/activities/{id}/participation")).Body!, "checkedOut"));

        _app.Clock.SetUtcNow(Start.AddMinutes(151));
        for (var i = 0; i < 2; i++)
            await _app.Run("CheckOutForgotten");
        var live = (await _admin.Get($"/api/activities/{id}/participation")).Body!;
        var automatic = live["people"]!.AsArray().Single(p => Text(p!, "personId") == forgot.Id)!;
        Assert.Equal((3, "automatic", 120, Start.AddMinutes(120)), (
            Number(live, "checkedOut"), Text(automatic, "checkOutMethod"), Number(automatic, "minutes"), Instant(automatic, "checkedOutAt")));

        var after = await CheckOut(id, forgot);
        Assert.Equal((200, 120, Start.AddMinutes(120)), (after.Status, Number(after.Body!, "minutes"), Instant(after.Body!, "checkedOutAt")));
        Assert.DoesNotContain(await Recount.ReadAll(_app.Storage, "work"), row => row.PartitionKey.StartsWith("open:", StringComparison.Ordinal));
        await _app.RunNight();
        Assert.Equal(300, Number((await _admin.Get("/api/areas/140213/participation?month=2026-03")).Body!, "creditMinutes"));
    }

    [Fact]
    public async Task Checks_out_who_is_still_in_when_the_activity_is_closed()
    {
        var people = await _app.RegisterMany(100);
        var id = await _app.Publish(_admin);
        _app.Clock.SetUtcNow(Start.AddHours(2));
        await _admin.Post($"/api/activities/{id}/attendance", people.Select(person => new { personId = person.Id, checkedInAt = Start }));
        var closed = await _admin.Post($"/api/activities/{id}/close");
        Assert.Equal((200, "closed"), (closed.Status, Text(closed.Body!, "status")));
        var live = (await _admin.Get($"/api/activities/{id}/participation")).Body!;
        Assert.Equal((100, 12_000), (Number(live, "checkedOut"), Number(live, "minutes")));
    }

    [Fact]
    public async Task Takes_what_two_doors_saw_once_though_one_was_offline()
    {
        var people = await _app.RegisterMany(20);
        var id = await _app.Publish(_admin);
        foreach (var person in people.Take(10))
            await person.Http.Post($"/api/activities/{id}/sign-ups");
        _app.Clock.SetUtcNow(Start);
        var code = await _admin.CheckInCode(id);

        // The first door is online; the second notes everybody it sees and sends it a minute later, three times.
        var atTheDoor = await Task.WhenAll(people.Take(10).Select(person => person.Http.Post($"/api/activities/{id}/check-ins", new { code })));
        Assert.All(atTheDoor, answer => Assert.Equal(201, answer.Status));
        var batch = Batch("door-2", "1", people.Skip(5).Select(person => Line(id, person.Id, "in", 0)));
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 3; i++)
        {
            var sent = await _admin.Post("/api/check-in-batches", batch);
            Assert.Equal((202, "1", 15), (sent.Status, Text(sent.Body!, "batchId"), Number(sent.Body!, "accepted")));
        }

        var message = Message(await _app.Partition("checkinbatches", await BatchPartition("door-2", "1")));
        for (var i = 0; i < 3; i++)
            await _app.Send("check-in-batches", message);
        await _app.Quiet();

        var live = (await _admin.Get($"/api/activities/{id}/participation")).Body!;
        Assert.Equal(20, Number(live, "checkedIn"));
        var outcomes = (await Outcomes("door-2", "1")).ToList();
        Assert.Equal((5, 10), (outcomes.Count(o => o == "already-recorded"), outcomes.Count(o => o == "recorded")));
        await _app.RunNight();
        Assert.Equal(20, Number((await _admin.Get("/api/areas/140213/participation?month=2026-03")).Body!, "visits"));
    }

    [Fact]
    public async Task Takes_a_check_out_before_its_check_in_and_tells_what_became_of_both()
    {
        var person = await _app.Register(1);
        var id = await _app.Publish(_admin);
        _app.Clock.SetUtcNow(Start.AddHours(2));
        await _admin.Post("/api/check-in-batches", Batch("door-1", "b", [Line(id, person.Id, "out", 70)]));
        await _app.Quiet();
        Assert.Equal("waiting-for-check-in", Assert.Single(await Outcomes("door-1", "b")));
        Assert.Equal(0, Number((await _admin.Get($"/api/activities/{id}/participation")).Body!, "checkedIn"));

        await _admin.Post("/api/check-in-batches", Batch("door-1", "a", [Line(id, person.Id, "in", 10)]));
        await _app.Quiet();
        Assert.Equal("recorded", Assert.Single(await Outcomes("door-1", "a")));
        Assert.Equal("recorded", Assert.Single(await Outcomes("door-1", "b")));
        Assert.Equal(60, Number((await _admin.Get($"/api/activities/{id}/participation")).Body!, "minutes"));
    }

    [Fact]
    public async Task Refuses_line_by_line_what_cannot_be_or_is_anothers()
    {
        var organiser = await _app.Register(100);
        await _admin.Post($"/api/people/{organiser.Id}/grants", new { role = "organiser", areaCode = "140213053012" });
        var person = await _app.Register(1);
        var others = await _app.Publish(_admin);
        var own = await _app.Publish(organiser.Http, activity => activity["organiserArea"] = "140213053012");
        _app.Clock.SetUtcNow(Start.AddMinutes(30));
        JsonObject[] lines =
        [
            Line(own, person.Id, "in", 0), Line(others, person.Id, "in", 0),
            Line("nosuch", person.Id, "in", 0), Line(own, new string('a', 16), "in", 0),
            Line(own, person.Id, "in", -31), Line(own, person.Id, "out", 33),
        ];
        Assert.Equal(202, (await organiser.Http.Post("/api/check-in-batches", Batch("d", "1", lines))).Status);
        await _app.Quiet();
        var results = (await organiser.Http.Get("/api/check-in-batches/d/1")).Body!["results"]!.AsArray();
        Assert.Equal(
            ["recorded", "refused forbidden", "refused not-found", "refused unknown-person", "refused outside-the-activity", "refused in-the-future"],
            results.Select(r => $"{Text(r!, "outcome")} {r!["reason"]}".Trim()));

        // A batch is its sender's; the same names of another sender are another batch, and other lines under the same names are refused.
        Assert.Equal(404, (await _admin.Get("/api/check-in-batches/d/1")).Status);
        var differs = await organiser.Http.Post("/api/check-in-batches", Batch("d", "1", lines.Take(1)));
        Assert.Equal((409, "batch-differs"), (differs.Status, differs.Problem));
        var malformed = await organiser.Http.Post("/api/check-in-batches", Batch("d:1", "", [new JsonObject { ["kind"] = "up" }]));
        Assert.Equal(["batchId", "deviceId"], malformed.ErrorFields.Order(StringComparer.Ordinal));
        var tooMany = Enumerable.Repeat(lines[0], 201).Select(l => (JsonObject)l.DeepClone());
        Assert.Equal(400, (await organiser.Http.Post("/api/check-in-batches", Batch("d", "2", tooMany))).Status);
        Assert.Equal(403, (await person.Http.Post("/api/check-in-batches", Batch("d", "2", lines.Take(1)))).Status);
    }

    private Task<Answer> CheckOut(string id, Resident person) => CheckOut(id, person, _admin.CheckInCode(id, "out"));

    private static async Task<Answer> CheckOut(string id, Resident person, Task<string> code) =>
        await person.Http.Post($"/api/activities/{id}/check-outs", new { code = await code });

    private static JsonObject Batch(string device, string batch, IEnumerable<JsonObject> lines) =>
        new() { ["deviceId"] = device, ["batchId"] = batch, ["checkIns"] = new JsonArray([.. lines.Select(line => line.DeepClone())]) };

    private static JsonObject Line(string activity, string person, string kind, int minutes) => new()
    {
        ["activityId"] = activity,
        ["personId"] = person,
        ["kind"] = kind,
        ["at"] = Start.AddMinutes(minutes).ToString("O"),
    };

    private async Task<IEnumerable<string>> Outcomes(string device, string batch) =>
        (await _admin.Get($"/api/check-in-batches/{device}/{batch}")).Body!["results"]!.AsArray().Select(r => Text(r!, "outcome"));

    private async Task<string> BatchPartition(string device, string batch) =>
        $"{Text((await _admin.Get("/api/me")).Body!["person"]!, "id")}:{device}:{batch}";

    private static string Message(IEnumerable<Azure.Data.Tables.TableEntity> rows) => rows.Single(row => row.RowKey == "batch").GetString("Data");

    private static int Number(JsonNode node, string name) => node[name]!.GetValue<int>();

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static DateTimeOffset Instant(JsonNode node, string name) => node[name]!.GetValue<DateTimeOffset>();
}
