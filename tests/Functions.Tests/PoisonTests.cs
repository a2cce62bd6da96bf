using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Functions.Hosting;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class PoisonTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Figures = "activity-figures";
    private const string Garbage = "张三 14200000007 <is not base64>";

    private App _app = null!;
    private HttpClient _admin = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await App.Start(
            azurite, new("AzureFunctionsJobHost:extensions:queues:visibilityTimeout", "00:00:00"),
            new("AzureFunctionsJobHost:extensions:queues:maxDequeueCount", "2"));
        _admin = await _app.SignInAsAdmin();
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Lists_what_was_set_aside_without_saying_what_it_says()
    {
        await Poison(Figures, "{\"schema\":2,\"name\":\"张三\"}", "not json", "[1]");
        await Raw(Figures + "-poison").SendMessageAsync(Garbage, TestContext.Current.CancellationToken);

        var list = (await _admin.Get("/api/poison-messages")).Body!;
        var queue = QueueOf(list, Figures);
        Assert.Equal((0, 4), (queue["waiting"]!.GetValue<int>(), queue["poison"]!.GetValue<int>()));
        Assert.Equal(["message", "other", "json", "mis-encoded"], queue["messages"]!.AsArray().Select(m => m!["form"]!.GetValue<string>()));
        Assert.Equal(4, queue["messages"]!.AsArray().Select(m => m!["digest"]!.GetValue<string>()).Distinct().Count());
        Assert.DoesNotContain("张三", list.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(PersonalNumbers.In(list.ToJsonString()));
        Assert.All(
            list["queues"]!.AsArray().Where(q => q!["queue"]!.GetValue<string>() != Figures), q => Assert.Equal(0, q!["poison"]!.GetValue<int>()));
        Assert.Single(QueueOf((await _admin.Get("/api/poison-messages?limit=1")).Body!, Figures)["messages"]!.AsArray());
    }

    [Fact]
    public async Task Sends_again_what_failed_so_that_good_messages_do_their_work_and_bad_ones_come_back()
    {
        var activity = await _app.Publish(_admin);
        var whole = await Header(activity);
        await Write(new TableEntity(whole) { ["Data"] = "unreadable" });
        await Poison(Figures, $"{{\"schema\":2,\"occurredAt\":\"2026-03-02T01:00:00Z\",\"activities\":[\"{activity}\"]}}", "not json");
        await Raw(Figures).SendMessageAsync(Garbage, TestContext.Current.CancellationToken);
        await Seen(Figures, 3);
        var before = await Digests();
        Assert.Single(await Marks(activity));
        await Write(whole);

        Assert.Equal(3, await Replay(null));
        await Seen(Figures, 2);
        Assert.Empty(await Marks(activity));
        Assert.Equal(2, (await Digests()).Intersect(before).Count());
        var raw = await Raw(Figures + "-poison").PeekMessagesAsync(32, TestContext.Current.CancellationToken);
        Assert.Contains(raw.Value, message => message.Body.ToString() == Garbage);
    }

    [Fact]
    public async Task Sends_again_all_or_those_of_a_queue_or_one_and_leaves_who_asked_for_it()
    {
        await Poison(Figures, "a", "b", "c");
        await Poison("check-in-batches", "d");
        var ids = (await Messages(Figures)).Select(message => message["id"]!.GetValue<string>()).ToList();
        Assert.Equal(1, await Replay(new { messageId = ids[1] }));
        await Seen(Figures, 3);
        Assert.DoesNotContain(ids[1], (await Messages(Figures)).Select(message => message["id"]!.GetValue<string>()));
        Assert.Equal(0, await Replay(new { messageId = ids[1] }));
        Assert.Equal(1, await Replay(new { queue = "check-in-batches" }));
        Assert.Equal(0, await Replay(new { queue = "registrations" }));
        await Seen("check-in-batches", 1);
        Assert.Equal(4, await Replay(null));
        await Seen(Figures, 3);

        var audit = (await _admin.Get("/api/areas/140213/audit")).Body!["items"]!.AsArray();
        var audited = audit.Select(entry => entry!["what"]!.GetValue<string>()).ToList();
        Assert.Contains($"replay:{Figures}:{ids[1]}", audited);
        Assert.Equal(2, audited.Count(what => what == "replay:check-in-batches"));
    }

    [Fact]
    public async Task Refuses_queues_and_ids_that_there_are_not_and_everybody_who_does_not_look_after_the_app()
    {
        foreach (var (body, field) in new (object, string)[]
        {
            (new { queue = "registrations-poison" }, "queue"), (new { queue = "" }, "queue"), (new { messageId = "14200000007" }, "messageId"),
            (new { queues = Figures }, "queues"),
        })
        {
            var answer = await _admin.Post("/api/poison-messages/replay", body);
            Assert.Equal((400, field), (answer.Status, Assert.Single(answer.ErrorFields)));
        }

        Assert.Equal(400, (await _admin.Get("/api/poison-messages?limit=0")).Status);
        var streetAdmin = await _app.Register(1);
        Assert.Equal(201, (await _admin.Post($"/api/people/{streetAdmin.Id}/grants", new { role = "admin", areaCode = "140213066" })).Status);
        Assert.Equal(403, (await streetAdmin.Http.Get("/api/poison-messages")).Status);
        Assert.Equal(403, (await streetAdmin.Http.Post("/api/poison-messages/replay")).Status);
    }

    [Fact]
    public async Task Quotes_nothing_of_a_message_that_is_no_json()
    {
        var pipeline = _app.Services.GetRequiredService<FunctionPipeline>();
        var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => pipeline.Run("Any", () =>
        {
            using var document = JsonDocument.Parse("nobody-but-zhangsan");
            return Task.FromResult<object?>(null);
        }));
        Assert.DoesNotContain("zhangsan", $"{thrown}", StringComparison.Ordinal);
    }

    private async Task<int> Replay(object? body)
    {
        var answer = await _admin.Post("/api/poison-messages/replay", body);
        Assert.Equal(200, answer.Status);
        return answer.Body!["replayed"]!.GetValue<int>();
    }

    /// <summary>Sends what its consumer fails on, one after the other, and waits until each is set aside.</summary>
    private async Task Poison(string queue, params string[] messages)
    {
        foreach (var (message, i) in messages.Select((message, i) => (message, i)))
        {
            await _app.Send(queue, message);
            await Seen(queue, i + 1);
        }
    }

    private Task Seen(string queue, int count) => Eventually.True(
        async () => QueueOf((await _admin.Get("/api/poison-messages")).Body!, queue) is var found &&
            found["messages"]!.AsArray().Count == count && found["waiting"]!.GetValue<int>() == 0,
        $"{count} messages of {queue} are set aside");

    private async Task<IReadOnlyList<JsonNode>> Messages(string queue) =>
        [.. QueueOf((await _admin.Get("/api/poison-messages")).Body!, queue)["messages"]!.AsArray().Select(message => message!)];

    private async Task<IReadOnlyList<string>> Digests() => [.. (await Messages(Figures)).Select(message => message["digest"]!.GetValue<string>())];

    private static JsonNode QueueOf(JsonNode list, string queue) => list["queues"]!.AsArray().Single(q => q!["queue"]!.GetValue<string>() == queue)!;

    /// <summary>That an activity's facts are newer than its figures, which the good message ends.</summary>
    private async Task<IReadOnlyList<TableEntity>> Marks(string activity) =>
        [.. (await _app.ReadAll("work")).Where(row => row.RowKey == activity && row.PartitionKey.StartsWith("changed:", StringComparison.Ordinal))];

    private async Task<TableEntity> Header(string activity) => (await _app.Partition("activities", activity)).Single(row => row.RowKey == "activity");

    private Task Write(TableEntity row) => new TableServiceClient(_app.Storage).GetTableClient("activities")
        .UpsertEntityAsync(row, TableUpdateMode.Replace, TestContext.Current.CancellationToken);

    private QueueClient Raw(string name) =>
        new QueueServiceClient(_app.Storage, new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_11_05)).GetQueueClient(name);
}
