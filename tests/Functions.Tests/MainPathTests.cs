using System.Text.Json.Nodes;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class MainPathTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Goes_from_registration_to_the_districts_figures()
    {
        await using var app = await App.Start(azurite);
        using var admin = await app.SignInAsAdmin();
        var unit = new { unitCode = "91110000600037341L", unitName = "样例单位", homeAreaCode = "140213053012" };
        var volunteer = await app.Register(1);
        var member = await app.Register(2, "140213066001", unit);
        var id = await app.Publish(admin, activity => activity["capacity"] = 2);

        Assert.Equal("confirmed", Text(await volunteer.Http.Post($"/api/activities/{id}/sign-ups"), "status"));
        Assert.Equal("confirmed", Text(await member.Http.Post($"/api/activities/{id}/sign-ups"), "status"));
        app.Clock.Advance(TimeSpan.FromMinutes(65));
        foreach (var person in new[] { volunteer, member })
        {
            var code = await admin.CheckInCode(id);
            Assert.Equal(201, (await person.Http.Post($"/api/activities/{id}/check-ins", new { code })).Status);
        }

        app.Clock.Advance(TimeSpan.FromMinutes(60));
        var leaving = await volunteer.Http.Post($"/api/activities/{id}/check-outs", new { code = await admin.CheckInCode(id, "out") });
        Assert.Equal(60, leaving.Body!["minutes"]!.GetValue<int>());

        var live = (await admin.Get($"/api/activities/{id}/participation")).Body!;
        Assert.Equal((2, 2, 1), (Number(live, "signedUp"), Number(live, "checkedIn"), Number(live, "checkedOut")));
        Assert.Equal(2, live["people"]!.AsArray().Count);

        await app.RunNight();
        var district = (await admin.Get("/api/areas/140213/participation?month=2026-03")).Body!;
        Assert.Equal((1, 2, 1, 2, 60), (
            Number(district, "activities"), Number(district, "people"), Number(district, "partyMembers"),
            Number(district, "visits"), Number(district, "creditMinutes")));
        Assert.Equal(18, district["children"]!.AsArray().Count);
        Assert.Equal(2, Number(district["children"]!.AsArray().Single(c => Text(c, "code") == "140213066")!, "people"));
        Assert.Equal("waste-sorting", Text(district["byCategory"]!.AsArray().Single(), "category"));

        // The member reports to another community than the one that organised.
        var home = (await admin.Get("/api/areas/140213053012/participation?month=2026-03")).Body!;
        Assert.Equal((0, 1), (Number(home, "visits"), Number(home["residents"]!, "visits")));

        var record = (await volunteer.Http.Get($"/api/people/{volunteer.Id}/record")).Body!;
        Assert.Equal((60, 0), (Number(record, "creditMinutes"), Number(record, "star")));
        var service = record["services"]!.AsArray().Single()!;
        Assert.Equal(("垃圾不落地,共建文明城", "2026-03-02", "重熙社区居民委员会", "credit"), (
            Text(service, "title"), Text(service, "date"), Text(service, "organiser"), Text(service, "kind")));
    }

    [Fact]
    public async Task Gives_the_same_figures_whatever_comes_twice()
    {
        await using var app = await App.Start(azurite);
        using var admin = await app.SignInAsAdmin();
        var person = await app.Register(1);
        var id = await app.Publish(admin);
        await person.Http.Post($"/api/activities/{id}/sign-ups");
        app.Clock.Advance(TimeSpan.FromMinutes(60));

        var code = await admin.CheckInCode(id);
        var checkIns = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => person.Http.Post($"/api/activities/{id}/check-ins", new { code })));
        Assert.Single(checkIns, answer => answer.Status == 201);
        Assert.Equal(4, checkIns.Count(answer => answer.Status == 200));
        Assert.Single(checkIns.Select(answer => answer.Body!.ToJsonString()).Distinct());

        await app.RunNight();
        var once = await Figures(admin);
        for (var i = 0; i < 3; i++)
        {
            await app.Send("activity-commits", $$"""
                {"schema":1,"occurredAt":"2026-03-02T02:00:00+00:00","activity":"{{id}}","version":4,"header":true,"people":["{{person.Id}}"]}
                """);
            await app.Send("activity-figures", $$"""{"schema":2,"occurredAt":"2026-03-02T02:00:00+00:00","activities":["{{id}}"]}""");
            await app.RunNight();
        }

        Assert.Equal(once.ToJsonString(), (await Figures(admin)).ToJsonString());
        Assert.Equal(1, Number(once, "visits"));
    }

    [Fact]
    public async Task Follows_a_later_roll_call_with_the_next_night()
    {
        await using var app = await App.Start(azurite);
        using var admin = await app.SignInAsAdmin();
        var first = await app.Register(1);
        var second = await app.Register(2);
        var id = await app.Publish(admin);
        app.Clock.Advance(TimeSpan.FromHours(5));

        async Task Call(Resident who) => Assert.Equal("recorded", Text(
            (await admin.Post($"/api/activities/{id}/attendance", new[]
            {
                new { personId = who.Id, checkedInAt = App.Monday.AddHours(1), checkedOutAt = App.Monday.AddHours(2) },
            })).Body!["results"]![0], "outcome"));

        await Call(first);
        await app.RunNight();
        Assert.Equal(1, Number(await Figures(admin), "people"));
        await Call(second);
        await app.RunNight();
        var figures = await Figures(admin);
        Assert.Equal((2, 2, 120), (Number(figures, "people"), Number(figures, "visits"), Number(figures, "creditMinutes")));
    }

    private static async Task<JsonNode> Figures(HttpClient admin) =>
        (await admin.Get("/api/areas/140213/participation?month=2026-03")).Body!;

    private static int Number(JsonNode? node, string name) => node![name]!.GetValue<int>();

    private static string Text(JsonNode? node, string name) => node![name]!.GetValue<string>();

    private static string Text(Answer answer, string name) => Text(answer.Body, name);
}
