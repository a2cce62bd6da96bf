using System.Text.Json.Nodes;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class MakeUpTests(AzuriteFixture azurite) : IAsyncLifetime
{
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
    public async Task Counts_make_up_time_apart_from_credit_once_another_person_has_approved_it()
    {
        var (person, reviewer) = (await _app.Register(1), await Reviewer(2));
        var (id, makeUp) = await Enter(person, 45);
        Assert.Equal("pending", makeUp["status"]!.GetValue<string>());
        await _app.RunNight();
        Assert.Equal((0, 0, 0), await Figures());

        var path = $"/api/make-ups/{makeUp["id"]!.GetValue<string>()}/approve";
        var own = await _admin.Post(path);
        Assert.Equal((403, "same-person"), (own.Status, own.Problem));
        Assert.Equal(200, (await reviewer.Http.Post(path)).Status);
        Assert.Equal("approved", (await reviewer.Http.Post(path)).Body!["status"]!.GetValue<string>());
        await _app.RunNight();
        Assert.Equal((1, 0, 45), await Figures());

        var record = (await person.Http.Get($"/api/people/{person.Id}/record")).Body!;
        Assert.Equal((0, 45), (record["creditMinutes"]!.GetValue<int>(), record["makeUpMinutes"]!.GetValue<int>()));
        var service = Assert.Single(record["services"]!.AsArray())!;
        Assert.Equal(("make-up", 45, id), (service["kind"]!.GetValue<string>(), service["minutes"]!.GetValue<int>(), service["activityId"]!.GetValue<string>()));
        Assert.Contains(await _app.Partition("people", "audit:140213"), row =>
            row.GetString("What").StartsWith("make-up:", StringComparison.Ordinal) && row.GetString("After") == "approved");
    }

    [Fact]
    public async Task Shows_make_ups_to_organisers_and_reviewers_and_lets_nobody_else_decide()
    {
        var (person, reviewer) = (await _app.Register(1), await Reviewer(2));
        var elsewhere = await Reviewer(3, "140213053012");
        var (id, makeUp) = await Enter(person, 45);
        var name = makeUp["id"]!.GetValue<string>();
        Assert.Equal(403, (await person.Http.Post($"/api/make-ups/{name}/approve")).Status);
        Assert.Equal(404, (await elsewhere.Http.Post($"/api/make-ups/{name}/approve")).Status);
        Assert.Equal(403, (await elsewhere.Http.Get($"/api/activities/{id}/make-ups")).Status);
        Assert.Single((await reviewer.Http.Get($"/api/activities/{id}/make-ups")).Body!["items"]!.AsArray());

        Assert.Equal("rejected", (await reviewer.Http.Post($"/api/make-ups/{name}/reject")).Body!["status"]!.GetValue<string>());
        var late = await reviewer.Http.Post($"/api/make-ups/{name}/approve");
        Assert.Equal((409, "make-up-decided"), (late.Status, late.Problem));
    }

    [Theory]
    [InlineData("""{"minutes":10,"reason":"x"}""", "personId")]
    [InlineData("""{"personId":"aaaaaaaaaaaaaaaa","minutes":10,"reason":"x"}""", "personId")]
    [InlineData("""{"personId":"aaaaaaaaaaaaaaaa","reason":"x"}""", "minutes")]
    [InlineData("""{"personId":"aaaaaaaaaaaaaaaa","minutes":10}""", "reason")]
    public async Task Names_the_field_that_is_wrong(string body, string field)
    {
        var id = await Over();
        var answer = await _admin.Post($"/api/activities/{id}/make-up", JsonNode.Parse(body));
        Assert.Equal((400, field), (answer.Status, Assert.Single(answer.ErrorFields)));
    }

    private async Task<string> Over()
    {
        var id = await _app.Publish(_admin);
        _app.Clock.Advance(TimeSpan.FromHours(4));
        return id;
    }

    private async Task<(string Activity, JsonNode MakeUp)> Enter(Resident person, int minutes)
    {
        var id = await Over();
        var body = new { personId = person.Id, minutes, reason = "忘记签到" };
        var entered = await _admin.Post($"/api/activities/{id}/make-up", body);
        Assert.Equal(201, entered.Status);
        Assert.Equal(200, (await _admin.Post($"/api/activities/{id}/make-up", body)).Status);
        return (id, entered.Body!);
    }

    private async Task<Resident> Reviewer(int number, string area = App.Community)
    {
        var person = await _app.Register(number);
        Assert.Equal(201, (await _admin.Post($"/api/people/{person.Id}/grants", new { role = "reviewer", areaCode = area })).Status);
        return person;
    }

    private async Task<(int People, int Visits, int MakeUp)> Figures()
    {
        var figures = (await _admin.Get("/api/areas/140213/participation?month=2026-03")).Body!;
        return (figures["people"]!.GetValue<int>(), figures["visits"]!.GetValue<int>(), figures["makeUpMinutes"]!.GetValue<int>());
    }
}
