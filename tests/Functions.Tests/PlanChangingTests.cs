using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Functions.Activities;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class PlanChangingTests(AzuriteFixture azurite) : IAsyncLifetime
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
    public async Task Copies_an_activity_as_a_draft_at_another_time()
    {
        var id = await _app.Publish(_admin, activity => activity["posts"] = JsonNode.Parse("""[{"name":"引导","capacity":2}]"""));
        await (await _app.Register(1)).Http.Post($"/api/activities/{id}/sign-ups", new { post = "引导" });
        var copied = await _admin.Post($"/api/activities/{id}/copy", new { startsAt = "2026-03-09T10:00:00+08:00" });
        Assert.Equal(201, copied.Status);
        Assert.Equal("draft", Text(copied, "status"));
        Assert.NotEqual(id, Text(copied, "id"));
        Assert.Equal(("2026-03-09T02:00:00+00:00", "2026-03-09T04:00:00+00:00"), (Text(copied, "startsAt"), Text(copied, "endsAt")));
        Assert.Equal(2, copied.Body!["posts"]![0]!["free"]!.GetValue<int>());

        var again = await _admin.Post($"/api/activities/{id}/copy");
        Assert.Equal((201, Text(await _admin.Get($"/api/activities/{id}"), "startsAt")), (again.Status, Text(again, "startsAt")));
        var wrong = await _admin.Post($"/api/activities/{id}/copy", new { endsAt = "2026-03-01T10:00:00+08:00" });
        Assert.Equal((400, "endsAt"), (wrong.Status, Assert.Single(wrong.ErrorFields)));
    }

    [Fact]
    public async Task Changes_what_the_body_names_and_leaves_the_rest()
    {
        var draft = (await _admin.Post("/api/activities", _app.ActivityBody())).Body!["id"]!.GetValue<string>();
        var changed = await Patch(draft, """
            {"title":"新标题","organiserArea":"140213053012","capacity":5,"venue":{"latitude":40.0763,"longitude":113.2983,"radiusMetres":200}}
            """);
        Assert.Equal(200, changed.Status);
        Assert.Equal(("新标题", "140213053012", "waste-sorting"), (Text(changed, "title"), Text(changed, "organiserArea"), Text(changed, "category")));
        Assert.Equal(("重熙社区", 200), (Text(changed.Body!["venue"], "name"), changed.Body!["venue"]!["radiusMetres"]!.GetValue<int>()));

        var unlimited = await Patch(draft, """{"capacity":null}""");
        Assert.Null(unlimited.Body!["capacity"]);
        Assert.Equal("新标题", Text(unlimited, "title"));
    }

    [Theory]
    [InlineData("""{"capacity":0}""", "capacity")]
    [InlineData("""{"capacity":"5"}""", "capacity")]
    [InlineData("""{"places":5}""", "places")]
    [InlineData("""{"title":null}""", "title")]
    [InlineData("""{"venue":{"radiusMetres":200}}""", "venue.radiusMetres")]
    [InlineData("""{"organiserArea":"140213999"}""", "organiserArea")]
    [InlineData("""{"title":"一","title":"二"}""", "body")]
    [InlineData("[]", "body")]
    [InlineData("{", "body")]
    public async Task Names_the_field_of_a_change_that_is_wrong(string body, string field)
    {
        var draft = (await _admin.Post("/api/activities", _app.ActivityBody())).Body!["id"]!.GetValue<string>();
        var answer = await Patch(draft, body);
        Assert.Equal((400, field), (answer.Status, Assert.Single(answer.ErrorFields)));
    }

    [Fact]
    public async Task Changes_only_the_version_that_the_organiser_saw()
    {
        var id = await _app.Publish(_admin);
        var first = await Send(id, """{"title":"一"}""", null);
        var tag = first.Headers.ETag!;
        using var second = await Send(id, """{"title":"二"}""", tag);
        using var stale = await Send(id, """{"title":"三"}""", tag);
        Assert.Equal((200, 412), ((int)second.StatusCode, (int)stale.StatusCode));
        Assert.Equal("二", Text(await _admin.Get($"/api/activities/{id}"), "title"));
        Assert.Equal((415, 200), (
            (await _admin.Send(HttpMethod.Patch, $"/api/activities/{id}")).Status,
            (int)(await Send(id, "{}", EntityTagHeaderValue.Any)).StatusCode));
    }

    [Fact]
    public async Task Keeps_what_people_signed_up_for_and_offers_what_is_added_to_the_line()
    {
        var id = await _app.Publish(_admin, activity => activity["capacity"] = 1);
        var people = await _app.RegisterMany(4);
        foreach (var person in people)
            await person.Http.Post($"/api/activities/{id}/sign-ups");
        Assert.Equal((400, "audience"), Field(await Patch(id, """{"audience":"students"}""")));
        Assert.Equal((200, null), Field(await Patch(id, """{"capacity":3}""")));
        Assert.Equal((400, "capacity"), Field(await Patch(id, """{"capacity":2}""")));
        var statuses = await Task.WhenAll(people.Select(async person => Text(await person.Http.Get($"/api/activities/{id}/sign-ups/me"), "status")));
        Assert.Equal(["confirmed", "offered", "offered", "waiting"], statuses);

        _app.Clock.Advance(TimeSpan.FromHours(1));
        await people[0].Http.Post($"/api/activities/{id}/check-ins", new { code = await _admin.CheckInCode(id) });
        Assert.Equal((400, "endsAt"), Field(await Patch(id, """{"endsAt":"2026-03-02T05:00:00Z"}""")));
        await _admin.Post($"/api/activities/{id}/close");
        Assert.Equal("activity-closed", (await Patch(id, """{"title":"一"}""")).Problem);
    }

    [Fact]
    public async Task Lists_a_moved_activity_where_it_is_now_and_nowhere_else()
    {
        var id = await _app.Publish(_admin);
        Assert.Equal(200, (await Patch(id, """{"startsAt":"2026-04-01T01:00:00Z","endsAt":"2026-04-01T03:00:00Z"}""")).Status);
        await _app.Quiet();
        var listed = (await _app.Http.Get("/api/activities?area=140213&from=2026-03-01&to=2026-05-01")).Body!["items"]!.AsArray();
        Assert.Equal("2026-04-01T01:00:00+00:00", Text(Assert.Single(listed), "startsAt"));
        var row = (await _app.Partition("people", "audit:140213")).Single(audit => audit.GetString("What") == $"edit-activity:{id}");
        Assert.Contains("2026-03-02", row.GetString("Before"), StringComparison.Ordinal);
        Assert.Contains("2026-04-01", row.GetString("After"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_the_latest_change_although_a_slower_host_writes_an_earlier_one_after_it()
    {
        var id = await _app.Publish(_admin);
        var (activities, calendar) = (_app.Services.GetRequiredService<ActivityStore>(), _app.Services.GetRequiredService<ActivityCalendar>());
        var earlier = (await activities.Read(ActivityId.Parse(id).Must(), TestContext.Current.CancellationToken)).Must();
        foreach (var change in new[] { """{"title":"改名"}""", """{"startsAt":"2026-03-03T01:00:00Z","endsAt":"2026-03-03T03:00:00Z"}""" })
        {
            Assert.Equal(200, (await Patch(id, change)).Status);
            await _app.Quiet();
            await calendar.Replace(earlier, TestContext.Current.CancellationToken);
            var listed = Assert.Single((await _app.Http.Get("/api/activities?area=140213&from=2026-03-01&to=2026-04-01")).Body!["items"]!.AsArray());
            Assert.Equal(Text(await _app.Http.Get($"/api/activities/{id}"), "startsAt"), Text(listed, "startsAt"));
            Assert.Equal("改名", Text(listed, "title"));
        }
    }

    [Fact]
    public async Task Lets_organisers_of_the_area_alone_change_and_copy()
    {
        var id = await _app.Publish(_admin);
        var outsider = await _app.Register(1);
        await _admin.Post($"/api/people/{outsider.Id}/grants", new { role = "organiser", areaCode = "140213053012" });
        Assert.Equal(403, (await outsider.Http.Post($"/api/activities/{id}/copy")).Status);
        Assert.Equal(403, (await outsider.Http.Send(HttpMethod.Patch, $"/api/activities/{id}", new { title = "一" })).Status);
        var own = Text(await outsider.Http.Post("/api/activities", _app.ActivityBody().With("organiserArea", "140213053012")), "id");
        Assert.Equal(403, (await outsider.Http.Send(HttpMethod.Patch, $"/api/activities/{own}", new { organiserArea = App.Community })).Status);
    }

    private static (int Status, string? Field) Field(Answer answer) => (answer.Status, answer.ErrorFields.SingleOrDefault());

    private Task<Answer> Patch(string id, string body) =>
        _admin.Send(HttpMethod.Patch, $"/api/activities/{id}", new StringContent(body, new MediaTypeHeaderValue("application/merge-patch+json")));

    private Task<HttpResponseMessage> Send(string id, string body, EntityTagHeaderValue? match)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/activities/{id}") { Content = JsonContent.Create(JsonNode.Parse(body)) };
        if (match is not null)
            request.Headers.IfMatch.Add(match);
        return _admin.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static string Text(Answer answer, string name) => Text(answer.Body, name);

    private static string Text(JsonNode? node, string name) => node![name]!.GetValue<string>();
}

file static class Bodies
{
    public static JsonObject With(this JsonObject body, string name, JsonNode value)
    {
        body[name] = value;
        return body;
    }
}
