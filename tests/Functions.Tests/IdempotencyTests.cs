using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class IdempotencyTests(AzuriteFixture azurite) : IAsyncLifetime
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
    public async Task Gives_the_same_answer_to_the_same_key_for_a_day()
    {
        var body = _app.ActivityBody();
        var first = await Send(_admin, "/api/activities", body, "k1");
        Assert.Equal(201, first.Status);
        _app.Clock.Advance(TimeSpan.FromHours(11));
        Assert.Equal(first.Text, (await Send(_admin, "/api/activities", body, "k1")).Text);

        // The next day by the clock, and the same day's answer; then the day is over.
        _app.Clock.Advance(TimeSpan.FromHours(12));
        using var later = await _app.SignInAsAdmin();
        Assert.Equal(first, await Send(later, "/api/activities", body, "k1"));
        _app.Clock.Advance(TimeSpan.FromHours(1));
        using var dayAfter = await _app.SignInAsAdmin();
        Assert.NotEqual(first.Text, (await Send(dayAfter, "/api/activities", body, "k1")).Text);
    }

    [Fact]
    public async Task Does_once_what_is_sent_many_times_at_once_over_two_hosts()
    {
        await using var second = await _app.StartAnother();
        using var there = second.ClientOf(_admin.DefaultRequestHeaders.Authorization!.Parameter!);
        var body = _app.ActivityBody();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Send(i % 2 == 0 ? _admin : there, "/api/activities", body, "at-once")));
        Assert.Single(answers.Where(answer => answer.Status == 201).Select(answer => answer.Text).Distinct());
        Assert.All(
            answers.Where(answer => answer.Status != 201),
            answer => Assert.Equal((409, "idempotency-key-busy"), (answer.Status, answer.Problem)));
        Assert.Single((await _app.ReadAll("activities")).Select(row => row.PartitionKey).Distinct());
    }

    [Fact]
    public async Task Keeps_refusals_and_tells_one_key_for_two_requests()
    {
        var wrong = new JsonObject { ["title"] = "" };
        var refused = await Send(_admin, "/api/activities", wrong, "k2");
        Assert.Equal(400, refused.Status);
        Assert.Equal(refused, await Send(_admin, "/api/activities", wrong, "k2"));
        var reused = await Send(_admin, "/api/activities", _app.ActivityBody(), "k2");
        Assert.Equal((409, "idempotency-key-reused"), (reused.Status, reused.Problem));
    }

    [Fact]
    public async Task Belongs_to_the_caller_and_to_what_is_called()
    {
        var (first, second) = (await _app.Register(1), await _app.Register(2));
        var (one, other) = (await _app.Publish(_admin), await _app.Publish(_admin));
        var none = new JsonObject();
        foreach (var (person, activity) in new[] { (first, one), (second, one), (first, other), (first, one) })
            Assert.InRange((await Send(person.Http, $"/api/activities/{activity}/sign-ups", none, "k3")).Status, 201, 409);
        Assert.Equal(2, (await _admin.Get($"/api/activities/{one}/participation")).Body!["signedUp"]!.GetValue<int>());
    }

    [Fact]
    public async Task Hands_an_anonymous_answer_to_nobody_who_does_not_send_the_same_body()
    {
        var mine = await Send(_app.Http, "/api/volunteers", App.VolunteerBody(1), "guessed");
        Assert.Equal(201, mine.Status);
        Assert.Equal(mine, await Send(_app.Http, "/api/volunteers", App.VolunteerBody(1), "guessed"));
        var thief = await Send(_app.Http, "/api/volunteers", App.VolunteerBody(2), "guessed");
        Assert.NotEqual(mine.Text, thief.Text);
        Assert.All(await _app.ReadAll("answers"), row => Assert.DoesNotContain(
            row, pair => $"{pair.Value}".Contains(mine.Token!, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData(null)]
    public async Task Names_the_header_when_the_key_is_none(string? key)
    {
        var answer = await Send(_admin, "/api/activities", _app.ActivityBody(), key ?? new string('k', 256));
        Assert.Equal((400, "invalid-input"), (answer.Status, answer.Problem));
        Assert.Contains("Idempotency-Key", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_what_a_try_left_that_came_to_no_answer()
    {
        var (body, volunteer) = (_app.ActivityBody(), App.VolunteerBody(1));
        var (created, registered) = (await Send(_admin, "/api/activities", body, "k5"), await Send(_app.Http, "/api/volunteers", volunteer, "k5"));
        await _app.LoseAnswers();
        _app.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(created.Text, (await Send(_admin, "/api/activities", body, "k5")).Text);
        Assert.Single((await _app.ReadAll("activities")).Select(row => row.PartitionKey).Distinct());

        var again = await Send(_app.Http, "/api/volunteers", volunteer, "k5");
        Assert.Equal((201, registered.Person), (again.Status, again.Person));
        Assert.NotEqual(registered.Token, again.Token);
        Assert.Equal(409, (await Send(_app.Http, "/api/volunteers", volunteer, "k6")).Status);
    }

    [Fact]
    public async Task Takes_a_key_over_that_a_crash_left_and_sweeps_the_days_that_are_over()
    {
        var body = _app.ActivityBody();
        Assert.Equal(201, (await Send(_admin, "/api/activities", body, "k4")).Status);
        await _app.LoseAnswers();
        var busy = await Send(_admin, "/api/activities", body, "k4");
        Assert.Equal((409, "idempotency-key-busy", TimeSpan.FromSeconds(1)), (busy.Status, busy.Problem, busy.RetryAfter));
        _app.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(201, (await Send(_admin, "/api/activities", body, "k4")).Status);

        _app.Clock.Advance(TimeSpan.FromDays(1));
        await _app.Run("SweepAnswers");
        Assert.NotEmpty(await _app.ReadAll("answers"));
        _app.Clock.Advance(TimeSpan.FromDays(1));
        await _app.Run("SweepAnswers");
        Assert.Empty(await _app.ReadAll("answers"));
        Assert.DoesNotContain(await _app.ReadAll("work"), row => row.RowKey.StartsWith("answers:", StringComparison.Ordinal));
    }

    private static async Task<Sent> Send(HttpClient client, string path, JsonNode body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Sent(
            (int)response.StatusCode, response.Content.Headers.ContentType?.ToString(),
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers.RetryAfter?.Delta);
    }

    private sealed record Sent(int Status, string? ContentType, string Text, TimeSpan? RetryAfter)
    {
        public string? Problem => JsonNode.Parse(Text)?["type"]?.GetValue<string>().Split(':')[^1];

        public string? Person => JsonNode.Parse(Text)?["person"]?["id"]?.GetValue<string>();

        public string? Token => JsonNode.Parse(Text)?["token"]?.GetValue<string>();
    }
}
