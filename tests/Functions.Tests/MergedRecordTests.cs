using System.Text.Json.Nodes;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

/// <summary>What is told and counted of people who were merged.</summary>
public sealed class MergedRecordTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Unit = "91110000600037341L";

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
    public async Task Counts_what_the_duplicate_did_as_the_persons_in_record_certificate_and_all_figures()
    {
        var member = new { unitCode = Unit, unitName = "样例单位" };
        var (person, duplicate) = (await _app.Register(1, partyMember: member), await _app.Register(2, partyMember: member));
        var both = await Attend((person, 60), (duplicate, 90));
        await Attend((duplicate, 120));
        await Attend((person, 30));
        await _app.RunNight();
        Assert.Equal((3, 2, 4, 300), await Figures());

        await Merge(person, duplicate);
        await _app.RunNight();
        Assert.Equal((3, 1, 3, 240), await Figures());
        var record = (await person.Http.Get($"/api/people/{person.Id}/record")).Body!;
        Assert.Equal((240, 3), (Number(record, "creditMinutes"), record["services"]!.AsArray().Count));
        Assert.Equal(240, Number((await person.Http.Get($"/api/people/{person.Id}/certificate")).Body!, "creditMinutes"));
        var unit = (await _admin.Get($"/api/units/{Unit}/participation")).Body!;
        Assert.Equal((1, 3, 240), (Number(unit, "people"), Number(unit, "visits"), Number(unit, "creditMinutes")));
        Assert.Equal(240, Number(Assert.Single(unit["members"]!.AsArray())!, "creditMinutes"));
        var live = (await _admin.Get($"/api/activities/{both}/participation")).Body!;
        Assert.Equal((1, 90), (Number(live, "checkedIn"), Number(live, "minutes")));
        Assert.Equal(person.Id, Text(Assert.Single(live["people"]!.AsArray())!, "personId"));
    }

    [Fact]
    public async Task Takes_the_duplicates_id_for_the_person_where_staff_name_people()
    {
        var (person, duplicate, reviewer) = (await _app.Register(1), await _app.Register(2), await _app.Register(3));
        await _admin.Post($"/api/people/{reviewer.Id}/grants", new { role = "reviewer", areaCode = "140213" });
        var before = await Attend((duplicate, 60));
        await Merge(person, duplicate);
        var after = await Attend((duplicate, 30));
        Assert.Equal(201, (await _admin.Post($"/api/activities/{after}/evaluations", new { personId = duplicate.Id, quality = 3 })).Status);
        Assert.Equal(person.Id, Text((await _admin.Get($"/api/activities/{after}/participation")).Body!["people"]![0]!, "personId"));
        await _admin.Post($"/api/people/{person.Id}/grants", new { role = "reviewer", areaCode = "140213" });

        // What the activity knows under the one id may be asked for under either.
        foreach (var (id, quality) in new[] { (person.Id, 4), (duplicate.Id, 5) })
            Assert.InRange((await _admin.Post($"/api/activities/{before}/evaluations", new { personId = id, quality })).Status, 200, 201);
        var makeUp = await _admin.Post($"/api/activities/{before}/make-up", new { personId = person.Id, minutes = 20, reason = "补录" });
        Assert.Equal(201, makeUp.Status);
        var approve = $"/api/make-ups/{Text(makeUp.Body!, "id")}/approve";
        Assert.Equal("same-person", (await person.Http.Post(approve)).Problem);
        Assert.Equal(200, (await reviewer.Http.Post(approve)).Status);
        await _app.Quiet();
        var record = (await _admin.Get($"/api/people/{person.Id}/record")).Body!;
        Assert.Equal((90, 20), (Number(record, "creditMinutes"), Number(record, "makeUpMinutes")));
        Assert.Equal([5, 3], record["evaluations"]!.AsArray().Select(evaluation => Number(evaluation!, "quality")));
    }

    [Fact]
    public async Task Shows_the_duplicates_trainings_and_lets_them_be_corrected_as_the_persons()
    {
        var (person, duplicate) = (await _app.Register(1), await _app.Register(2));
        var award = new { name = "优秀志愿者", date = "2026-03-01", giver = "文明办" };
        var id = Text((await _admin.Post($"/api/people/{duplicate.Id}/awards", award)).Body!, "id");
        await Merge(person, duplicate);
        Assert.Equal(id, Text(Assert.Single((await person.Http.Get($"/api/people/{person.Id}/record")).Body!["awards"]!.AsArray())!, "id"));
        Assert.Equal(200, (await _admin.Send(HttpMethod.Patch, $"/api/people/{person.Id}/awards/{id}", new { giver = "街道办" })).Status);
        Assert.Equal(204, (await _admin.Send(HttpMethod.Delete, $"/api/people/{person.Id}/awards/{id}")).Status);
    }

    [Fact]
    public async Task Gives_both_back_exactly_what_they_were()
    {
        var (person, duplicate) = (await _app.Register(1), await _app.Register(2));
        await Attend((person, 60), (duplicate, 90));
        await _app.RunNight();
        var before = await Everything(person, duplicate);
        var merged = await Merge(person, duplicate, new { phone = "theirs" });
        await _app.RunNight();
        Assert.NotEqual(before, await Everything(person, duplicate));

        var undo = $"/api/merges/{Text(merged.Body!, "mergeId")}/undo";
        var undone = await _admin.Post(undo);
        Assert.Equal(200, undone.Status);
        Assert.Equal(undone.Body!.ToJsonString(), (await _admin.Post(undo)).Body!.ToJsonString());
        await _app.RunNight();
        Assert.Equal(before, await Everything(person, duplicate));
        Assert.Empty(await _app.ReadAll("aliases"));
        Assert.Equal(201, (await Merge(person, duplicate)).Status);
        Assert.Equal(200, (await _admin.Post(undo)).Status);
        Assert.Equal(404, (await _admin.Get($"/api/people/{duplicate.Id}")).Status);
    }

    [Fact]
    public async Task Counts_right_in_the_end_however_merges_and_nights_cross_on_two_hosts()
    {
        await using var other = await _app.StartAnother();
        var people = await _app.RegisterMany(6);
        await Attend([.. people.Select((person, i) => (person, 30 + i))]);
        var merges = new string[people.Length / 2];
        for (var round = 0; round < 4; round++)
        {
            var changes = merges.Select(async (merge, i) =>
            {
                if (round % 2 == 0)
                    merges[i] = Text((await Merge(people[2 * i], people[(2 * i) + 1])).Body!, "mergeId");
                else
                    Assert.Equal(200, (await _admin.Post($"/api/merges/{merge}/undo")).Status);
            });
            await Task.WhenAll([.. changes, _app.RunNight(), other.RunNight()]);
            await _app.RunNight();
            Assert.Equal(round % 2 == 0 ? (1, 3, 3, 31 + 33 + 35) : (1, 6, 6, 195), await Figures());
        }
    }

    private Task<Answer> Merge(Resident person, Resident duplicate, object? fields = null) =>
        _admin.Post($"/api/people/{person.Id}/merges", new { duplicate = duplicate.Id, fields });

    /// <summary>An activity of two hours that these people took part in for so many minutes.</summary>
    private async Task<string> Attend(params (Resident Person, int Minutes)[] people)
    {
        var startsAt = _app.Clock.GetUtcNow().AddHours(1);
        var id = await _app.Publish(_admin);
        _app.Clock.Advance(TimeSpan.FromHours(3.5));
        _admin.Dispose();
        _admin = await _app.SignInAsAdmin(); // The earlier session may be over by now.
        var lines = people.Select(x => new { personId = x.Person.Id, checkedInAt = startsAt, checkedOutAt = startsAt.AddMinutes(x.Minutes) });
        Assert.Equal(200, (await _admin.Post($"/api/activities/{id}/attendance", lines)).Status);
        await _app.Quiet();
        return id;
    }

    private async Task<(int Activities, int People, int Visits, int Minutes)> Figures()
    {
        var figures = (await _admin.Get("/api/areas/140213/participation?month=2026-03")).Body!;
        return (Number(figures, "activities"), Number(figures, "people"), Number(figures, "visits"), Number(figures, "creditMinutes"));
    }

    /// <summary>All that is told of people, and the district's figures.</summary>
    private async Task<string> Everything(params Resident[] people)
    {
        var told = new List<string> { (await Figures()).ToString() };
        foreach (var person in people)
        {
            told.Add((await _admin.Get($"/api/people/{person.Id}")).Body!.ToJsonString());
            told.Add((await _admin.Get($"/api/people/{person.Id}/record")).Body!.ToJsonString());
        }

        return string.Join('\n', told);
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static int Number(JsonNode node, string name) => node[name]!.GetValue<int>();
}
