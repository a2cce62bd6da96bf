using System.Text.Json.Nodes;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

/// <summary>Make-ups, corrections, results and evaluations: what is entered after the activity, and what it does to the figures.</summary>
public sealed class AmendmentTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private App _app = null!;
    private HttpClient _admin = null!;
    private Resident _organiser = null!;
    private Resident _reviewer = null!;
    private Resident _person = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await App.Start(azurite);
        _admin = await _app.SignInAsAdmin();
        _organiser = await Staff(101, "organiser", "140213066");
        _reviewer = await Staff(102, "reviewer", "140213066");
        _person = await _app.Register(1);
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Counts_time_made_up_once_another_person_has_approved_it_and_apart_from_credit()
    {
        var attended = await _app.Register(2);
        var id = await Past(attended);
        var entered = await MakeUp(id, 45);
        Assert.Equal((201, "pending"), (entered.Status, Text(entered, "status")));
        var again = await MakeUp(id, 45);
        Assert.Equal((200, Text(entered, "id")), (again.Status, Text(again, "id")));
        Assert.Equal((409, "already-pending"), Refused(await MakeUp(id, 50)));
        await _app.RunNight();
        Assert.Equal((1, 1, 120, 0), await Figures());

        var path = $"/api/make-ups/{Text(entered, "id")}/approve";
        var approvals = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _reviewer.Http.Post(path)));
        Assert.All(approvals, answer => Assert.Equal((200, "approved"), (answer.Status, Text(answer, "status"))));
        Assert.Equal((409, "already-decided"), Refused(await _reviewer.Http.Post(path.Replace("approve", "reject", StringComparison.Ordinal))));
        await _app.RunNight();
        Assert.Equal((2, 1, 120, 45), await Figures());
        Assert.Equal((409, "already-made-up"), Refused(await MakeUp(id, 30)));

        foreach (var reader in new[] { _organiser, _reviewer })
        {
            var listed = Assert.Single((await reader.Http.Get($"/api/activities/{id}/make-ups")).Body!["items"]!.AsArray())!;
            Assert.Equal((45, "approved", _reviewer.Id), (Number(listed, "minutes"), Text(listed, "status"), Text(listed, "decidedBy")));
        }

        Assert.Equal(403, (await _person.Http.Get($"/api/activities/{id}/make-ups")).Status);
        var audit = (await _app.Partition("people", "audit:140213")).Select(row => $"{row.GetString("What").Split(':')[0]} {row.GetString("After")}");
        var makeUps = audit.Where(what => what.StartsWith("make-up", StringComparison.Ordinal)).Distinct();
        Assert.Equal(["make-up approved", "make-up pending"], makeUps.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Lets_nobody_approve_what_they_entered_nor_their_own_time()
    {
        var both = await Staff(103, "organiser", "140213066");
        await _admin.Post($"/api/people/{both.Id}/grants", new { role = "reviewer", areaCode = "140213066" });
        var id = await Past();
        var entered = await both.Http.Post($"/api/activities/{id}/make-up", new { personId = _reviewer.Id, minutes = 60, reason = "手机没电" });
        var path = $"/api/make-ups/{Text(entered, "id")}";
        Assert.Equal((403, "same-person"), Refused(await both.Http.Post($"{path}/approve")));
        Assert.Equal((403, "same-person"), Refused(await _reviewer.Http.Post($"{path}/approve")));
        Assert.Equal((403, "forbidden"), Refused(await _organiser.Http.Post($"{path}/approve")));
        var elsewhere = await Staff(104, "reviewer", "140213053012");
        Assert.Equal((404, "not-found"), Refused(await elsewhere.Http.Post($"{path}/approve")));
        Assert.Equal(200, (await _admin.Post($"{path}/reject")).Status);
        Assert.Equal(201, (await both.Http.Post(
            $"/api/activities/{id}/make-up", new { personId = _reviewer.Id, minutes = 30, reason = "手机没电" })).Status);
        Assert.Equal((404, "not-found"), Refused(await _admin.Post($"{path}/approve")));
        Assert.Equal((400, "invalid-input"), Refused(await _admin.Post("/api/make-ups/a1/approve")));
    }

    [Theory]
    [InlineData("""{"minutes":60}""", "personId", "reason")]
    [InlineData("""{"personId":"aaaaaaaaaaaaaaaa","minutes":60,"reason":"补录"}""", "personId")]
    [InlineData("""{"personId":"me","minutes":121,"reason":"补录"}""", "minutes")]
    [InlineData("""{"personId":"me","minutes":0,"reason":"补录"}""", "minutes")]
    [InlineData("""{"personId":"me","minutes":-1,"reason":"补录"}""", "minutes")]
    public async Task Names_what_is_wrong_with_a_make_up(string json, params string[] fields)
    {
        var body = JsonNode.Parse(json.Replace("\"me\"", $"\"{_person.Id}\"", StringComparison.Ordinal))!;
        var answer = await _organiser.Http.Post($"/api/activities/{await Past()}/make-up", body);
        Assert.Equal(400, answer.Status);
        Assert.Equal(fields, answer.ErrorFields.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Corrects_a_roll_call_and_the_figures_with_the_next_night()
    {
        var other = await _app.Register(2);
        var id = await Past(_person, other);
        await _app.RunNight();
        Assert.Equal((2, 2, 240, 0), await Figures());

        var shorter = await _organiser.Http.Post(
            $"/api/activities/{id}/corrections", new { personId = _person.Id, checkedOutAt = App.Monday.AddHours(2), reason = "提前离开" });
        var absent = await _organiser.Http.Post($"/api/activities/{id}/corrections", new { personId = other.Id, absent = true, reason = "未到场" });
        Assert.Equal((201, 201), (shorter.Status, absent.Status));
        Assert.Equal(2, (await _reviewer.Http.Get($"/api/activities/{id}/corrections")).Body!["items"]!.AsArray().Count);
        foreach (var correction in new[] { shorter, absent })
            Assert.Equal(200, (await _reviewer.Http.Post($"/api/corrections/{Text(correction, "id")}/approve")).Status);
        await _app.RunNight();
        Assert.Equal((1, 1, 60, 0), await Figures());

        // Neither a later roll call nor another process brings back who was not there.
        Assert.Equal("already-recorded", Text((await RollCall(id, other)).Body!["results"]![0]!, "outcome"));
        await using var second = await _app.StartAnother();
        using var there = second.ClientOf(_organiser.Token);
        var live = (await there.Get($"/api/activities/{id}/participation")).Body!;
        Assert.Equal((1, 60), (Number(live, "checkedIn"), Number(live, "minutes")));
        Assert.Equal("correction", Text(Assert.Single(live["people"]!.AsArray())!, "checkOutMethod"));

        // Until another correction does: its row is there already, and is replaced.
        var back = await _organiser.Http.Post(
            $"/api/activities/{id}/corrections", new { personId = other.Id, checkedInAt = App.Monday.AddHours(2), reason = "到场了" });
        Assert.Equal(200, (await _reviewer.Http.Post($"/api/corrections/{Text(back, "id")}/approve")).Status);
        await _app.RunNight();
        Assert.Equal((2, 2, 120, 0), await Figures());
    }

    [Fact]
    public async Task Leaves_what_a_person_recorded_with_the_code()
    {
        var id = await _app.Publish(_organiser.Http);
        await _person.Http.Post($"/api/activities/{id}/sign-ups");
        _app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(201, (await _person.Http.Post($"/api/activities/{id}/check-ins", new { code = await _organiser.Http.CheckInCode(id) })).Status);
        _app.Clock.Advance(TimeSpan.FromHours(3));
        var path = $"/api/activities/{id}/corrections";
        Assert.Equal((409, "own-check-in-stands"), Refused(await _organiser.Http.Post(
            path, new { personId = _person.Id, absent = true, reason = "未到场" })));
        Assert.Equal((400, "invalid-input"), Refused(await _organiser.Http.Post(path, new { personId = _person.Id, reason = "未到场" })));
        Assert.Equal((400, "invalid-input"), Refused(await _organiser.Http.Post(
            path, new { personId = _person.Id, absent = true, checkedInAt = App.Monday.AddHours(1), reason = "未到场" })));
    }

    [Fact]
    public async Task Sums_what_activities_achieved_beyond_their_participants()
    {
        var drill = await _app.Publish(_organiser.Http, activity => activity["serviceCounts"] = false);
        var path = $"/api/activities/{drill}/results";
        Assert.Equal((409, "not-begun"), Refused(await _organiser.Http.Send(HttpMethod.Put, path, new { leaflets = 1 })));
        var leafleting = await Past(_person);
        var results = new
        {
            leaflets = 200,
            peopleReached = 80,
            headCounts = new[] { new { @class = "三年级二班", count = 42 }, new { @class = "四年级一班", count = 40 } },
        };
        Assert.Equal(200, (await _organiser.Http.Send(HttpMethod.Put, path, results)).Status);
        Assert.Equal(200, (await _organiser.Http.Send(
            HttpMethod.Put, $"/api/activities/{leafleting}/results", new { leaflets = 50, consultations = 12, leads = 3 })).Status);
        await _app.RunNight();

        foreach (var area in new[] { App.Community, "140213066", "140213" })
        {
            var figures = (await _admin.Get($"/api/areas/{area}/participation?month=2026-03")).Body!;
            Assert.Equal("""{"leaflets":250,"peopleReached":80,"consultations":12,"leads":3,"headCount":82}""", figures["outreach"]!.ToJsonString());
            Assert.Equal((2, 1, 120), (Number(figures, "activities"), Number(figures, "visits"), Number(figures, "creditMinutes")));
        }

        Assert.Equal(200, (await _organiser.Http.Send(HttpMethod.Put, path, new { leaflets = 10 })).Status);
        await _app.RunNight();
        Assert.Equal(60, Number((await _admin.Get("/api/areas/140213/participation?month=2026-03")).Body!["outreach"]!, "leaflets"));
        Assert.Equal(10, Number((await _organiser.Http.Get(path)).Body!, "leaflets"));
    }

    [Fact]
    public async Task Changes_results_only_as_they_were_seen()
    {
        var path = $"/api/activities/{await Past()}/results";
        async Task<Answer> Put(string tag, int leaflets)
        {
            using var client = _app.ClientOf(_organiser.Token);
            client.DefaultRequestHeaders.IfMatch.ParseAdd(tag);
            return await client.Send(HttpMethod.Put, path, new { leaflets });
        }

        Assert.Equal(200, (await Put("\"0\"", 1)).Status);
        Assert.Equal((412, "stale"), Refused(await Put("\"0\"", 2)));
        Assert.Equal(200, (await Put("\"1\"", 2)).Status);
        var negative = await _organiser.Http.Send(HttpMethod.Put, path, new { leaflets = -1 });
        Assert.Equal((400, "leaflets"), (negative.Status, Assert.Single(negative.ErrorFields)));
    }

    [Fact]
    public async Task Keeps_evaluation_and_make_up_in_the_persons_record()
    {
        var id = await Past();
        Assert.Equal(200, (await RollCall(id, TimeSpan.FromMinutes(90), _person)).Status);
        var path = $"/api/activities/{id}/evaluations";
        Assert.Equal(201, (await _organiser.Http.Post(path, new { personId = _person.Id, quality = 3 })).Status);
        Assert.Equal(200, (await _organiser.Http.Post(path, new { personId = _person.Id, quality = 5, remark = "认真负责" })).Status);
        Assert.Equal((409, "no-attendance"), Refused(await _organiser.Http.Post(path, new { personId = _reviewer.Id, quality = 5 })));
        Assert.Equal((400, "invalid-input"), Refused(await _organiser.Http.Post(path, new { personId = _person.Id, quality = 6 })));
        var entered = await MakeUp(id, 20);
        Assert.Equal(200, (await _reviewer.Http.Post($"/api/make-ups/{Text(entered, "id")}/approve")).Status);
        await _app.Quiet();

        var record = (await _person.Http.Get($"/api/people/{_person.Id}/record")).Body!;
        Assert.Equal((90, 20), (Number(record, "creditMinutes"), Number(record, "makeUpMinutes")));
        Assert.Equal(["credit 90 5", "make-up 20 5"], record["services"]!.AsArray().Select(s => $"{s!["kind"]} {s["minutes"]} {s["quality"]}"));
        Assert.DoesNotContain("认真负责", record.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_of_a_certificate_that_less_is_recorded_now_than_it_says()
    {
        var id = await Past(_person);
        var certificate = (await _person.Http.Get($"/api/people/{_person.Id}/certificate")).Body!;
        Assert.False(await IsCorrected());

        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await Past(_person); // What is added is no correction.
        Assert.False(await IsCorrected());

        var shorter = await _organiser.Http.Post(
            $"/api/activities/{id}/corrections", new { personId = _person.Id, checkedOutAt = App.Monday.AddHours(2), reason = "提前离开" });
        Assert.Equal(200, (await _reviewer.Http.Post($"/api/corrections/{Text(shorter, "id")}/approve")).Status);
        await _app.Quiet();
        // 180 minutes of two activities are more than the 120 that are certified of one, and yet of that one 60 are left.
        Assert.True(await IsCorrected());

        async Task<bool> IsCorrected() =>
            (await _app.Http.Get($"/api/certificates/{Text(certificate, "number")}")).Body!["corrected"]!.GetValue<bool>();
    }

    private async Task<Resident> Staff(int number, string role, string area)
    {
        var person = await _app.Register(number);
        Assert.Equal(201, (await _admin.Post($"/api/people/{person.Id}/grants", new { role, areaCode = area })).Status);
        return person;
    }

    /// <summary>An activity of two hours that is over, at which these people were.</summary>
    private async Task<string> Past(params Resident[] people)
    {
        var id = await _app.Publish(_organiser.Http, activity =>
            (activity["startsAt"], activity["endsAt"]) = (App.Monday.AddHours(1).ToString("O"), App.Monday.AddHours(3).ToString("O")));
        if (_app.Clock.GetUtcNow() < App.Monday.AddHours(4))
            _app.Clock.SetUtcNow(App.Monday.AddHours(4));
        if (people.Length > 0)
            Assert.Equal(200, (await RollCall(id, people)).Status);
        await _app.Quiet();
        return id;
    }

    private Task<Answer> RollCall(string id, params Resident[] people) => RollCall(id, TimeSpan.FromHours(2), people);

    private Task<Answer> RollCall(string id, TimeSpan stayed, params Resident[] people) => _organiser.Http.Post(
        $"/api/activities/{id}/attendance",
        people.Select(person => new { personId = person.Id, checkedInAt = App.Monday.AddHours(1), checkedOutAt = App.Monday.AddHours(1) + stayed }));

    private Task<Answer> MakeUp(string id, int minutes) =>
        _organiser.Http.Post($"/api/activities/{id}/make-up", new { personId = _person.Id, minutes, reason = "手机没电" });

    private async Task<(int People, int Visits, int CreditMinutes, int MakeUpMinutes)> Figures()
    {
        var figures = (await _admin.Get("/api/areas/140213/participation?month=2026-03")).Body!;
        return (Number(figures, "people"), Number(figures, "visits"), Number(figures, "creditMinutes"), Number(figures, "makeUpMinutes"));
    }

    private static (int Status, string? Problem) Refused(Answer answer) => (answer.Status, answer.Problem);

    private static int Number(JsonNode node, string name) => node[name]!.GetValue<int>();

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static string Text(Answer answer, string name) => Text(answer.Body!, name);
}
