using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Outreach.SecondApp;
using Outreach.Tests;

namespace Outreach.LocalHost.Tests;

public sealed class AdminTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly string _storage = azurite.TakeAccount();
    private readonly Journal _journal = new();
    private TestHost? _host;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await TestHost.Start(
        _storage, _journal, ["Greet", "TakeText", "TakeOrder", "EveryHour"],
        options => options with { Settings = new Dictionary<string, string?> { ["OrderQueue"] = "orders" } });

    public ValueTask DisposeAsync() => _host!.DisposeAsync();

    [Fact]
    public async Task Answers_a_ping_to_everybody()
    {
        using var answer = await Send(HttpMethod.Get, "admin/host/ping", key: null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("GET", "admin/host/status")]
    [InlineData("GET", "admin/functions")]
    [InlineData("POST", "admin/functions/EveryHour")]
    public async Task Opens_to_the_admin_key_alone(string method, string path)
    {
        foreach (var key in new[] { null, "", "wrong", TestHost.FunctionKey })
        {
            using var answer = await Send(new(method), path, key);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        Assert.Empty(_journal.Entries);
    }

    [Fact]
    public async Task Shows_the_queues_the_poison_the_timers_and_what_runs()
    {
        var begun = new TaskCompletionSource();
        var end = new TaskCompletionSource();
        _journal.Then = (entry, _) =>
        {
            if (entry == "bad")
                throw new InvalidOperationException("bad");
            begun.TrySetResult();
            return end.Task;
        };
        var queue = TestHost.Queue(_storage, "texts");
        await queue.SendMessageAsync("bad", Cancellation);
        await _host!.Settles();
        await queue.SendMessageAsync("long", Cancellation);
        await begun.Task.WaitAsync(Cancellation);

        var status = await Read("admin/host/status");
        Assert.Equal("Running", (string?)status["state"]);
        Assert.Equal(["EveryHour", "Greet", "TakeOrder", "TakeText"], status["functions"]!.AsArray().Select(name => (string?)name));
        Assert.Equal(1, (int?)status["inFlight"]);
        Assert.Equal(
            """[{"name":"orders","function":"TakeOrder","count":0,"poison":0},{"name":"texts","function":"TakeText","count":1,"poison":1}]""",
            status["queues"]!.ToJsonString());
        var timer = Assert.Single(status["timers"]!.AsArray())!;
        Assert.Equal(("EveryHour", "0 0 * * * *"), ((string?)timer["name"], (string?)timer["schedule"]));
        Assert.True((DateTimeOffset?)timer["next"] > TimeProvider.System.GetUtcNow());
        end.SetResult();
        await _host.Settles();
    }

    [Fact]
    public async Task Lists_the_functions_with_their_triggers()
    {
        var functions = (await Read("admin/functions")).AsArray();
        Assert.Equal(
            """{"name":"Greet","trigger":"Http","route":"greetings/{name}","methods":["GET"],"level":"Anonymous"}""",
            functions.Single(function => (string?)function!["name"] == "Greet")!.ToJsonString());
        Assert.Equal(
            """{"name":"TakeOrder","trigger":"Queue","queue":"orders"}""",
            functions.Single(function => (string?)function!["name"] == "TakeOrder")!.ToJsonString());
    }

    [Theory]
    [InlineData("TakeText", """{"input":"by hand"}""", "by hand")]
    [InlineData("taketext", "", "")]
    [InlineData("TakeOrder", """{"input":"{\"article\":\"chairs\",\"count\":2}"}""", "2 of chairs")]
    [InlineData("EveryHour", "{}", "never ")]
    public async Task Runs_a_function_by_hand(string function, string body, string entry)
    {
        using var answer = await Send(HttpMethod.Post, $"admin/functions/{function}", TestHost.AdminKey, body);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await _host!.Settles();
        Assert.StartsWith(entry, _journal.Entries[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_the_schedule_as_it_is_after_a_run_by_hand()
    {
        await Eventually.True(async () => (await Timer())["next"] is not null, "the timer is planned");
        var before = (await Timer()).ToJsonString();
        using var answer = await Send(HttpMethod.Post, "admin/functions/EveryHour", TestHost.AdminKey);
        await Eventually.True(() => _journal.Entries.Count > 0, "the timer's function ran");
        Assert.Equal(before, (await Timer()).ToJsonString());
    }

    [Theory]
    [InlineData("Nobody", "{}", 404, "Nobody")]
    [InlineData("Greet", "{}", 400, "/greetings/{name}")]
    [InlineData("TakeText", "{", 400, "input")]
    [InlineData("TakeText", "[]", 400, "input")]
    [InlineData("TakeOrder", """{"input":"chairs"}""", 400, "TakeOrder")]
    [InlineData("TakeOrder", "", 400, "TakeOrder")]
    public async Task Says_why_it_runs_nothing(string function, string body, int status, string detail)
    {
        using var answer = await Send(HttpMethod.Post, $"admin/functions/{function}", TestHost.AdminKey, body);
        Assert.Equal(status, (int)answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonObject>(Cancellation);
        Assert.Contains(detail, (string?)problem!["detail"], StringComparison.Ordinal);
        await _host!.Settles();
        Assert.Empty(_journal.Entries);
    }

    private async Task<JsonNode> Timer() => (await Read("admin/host/status"))["timers"]![0]!;

    private async Task<JsonNode> Read(string path)
    {
        using var answer = await Send(HttpMethod.Get, path, TestHost.AdminKey);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, string? key, string body = "")
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is not null)
            request.Headers.TryAddWithoutValidation("x-functions-key", key);
        if (method == HttpMethod.Post)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _host!.Client.SendAsync(request, Cancellation);
    }
}
