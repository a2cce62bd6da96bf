using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Functions.Storage;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

/// <summary>What a call comes to whose reply is lost after it was done, so that the client of the store makes it again.</summary>
public sealed class LostReplyTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly LosingTransport _transport = new();
    private App _app = null!;
    private HttpClient _admin = null!;

    public async ValueTask InitializeAsync()
    {
        var storage = azurite.TakeAccount();
        _app = await App.StartWith(storage, services => Lossy(services, storage));
        _admin = await _app.SignInAsAdmin();
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _app.DisposeAsync();
        Assert.Equal(1, _transport.Lost);
    }

    [Fact]
    public async Task Writes_an_audit_entry_once()
    {
        var id = await _app.Publish(_admin);
        _transport.Lose(call => IsInsert(call, "people"));
        Assert.Equal(200, await Edit(id, "*"));
        Assert.Single(await _app.Partition("people", "audit:140213"), row => row.GetString("What") == $"edit-activity:{id}");
    }

    [Fact]
    public async Task Creates_an_activity_once()
    {
        _transport.Lose(IsTransaction);
        var created = await _admin.Post("/api/activities", _app.ActivityBody());
        Assert.Equal(201, created.Status);
        Assert.Equal([created.Body!["id"]!.GetValue<string>()], (await _app.ReadAll("activities")).Select(row => row.PartitionKey).Distinct());
    }

    [Fact]
    public async Task Takes_an_idempotency_key_and_is_not_told_that_it_is_taken()
    {
        _transport.Lose(call => IsInsert(call, "answers"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/activities") { Content = JsonContent.Create(_app.ActivityBody()) };
        request.Headers.Add("Idempotency-Key", "k1");
        using var created = await _admin.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(201, (int)created.StatusCode);
    }

    [Fact]
    public async Task Knows_its_own_commit_again()
    {
        var id = await _app.Publish(_admin);
        using var read = await _admin.GetAsync($"/api/activities/{id}", TestContext.Current.CancellationToken);
        _transport.Lose(IsTransaction);
        Assert.Equal(200, await Edit(id, $"{read.Headers.ETag}"));
        await _app.Quiet();
        Assert.DoesNotContain(await _app.Partition("activities", id), row => row.RowKey.StartsWith("outbox:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Knows_its_own_correction_of_a_person_again()
    {
        var person = await _app.Register(1);
        _transport.Lose(call => call.Method == RequestMethod.Put && call.Uri.Path.Contains("RowKey='person'", StringComparison.Ordinal));
        var corrected = await person.Http.Send(HttpMethod.Patch, $"/api/people/{person.Id}", new { phone = App.Phone(2) });
        Assert.Equal(200, corrected.Status);
        Assert.Equal(201, (await _app.Http.Post("/api/volunteers", App.VolunteerBody(1))).Status);
    }

    [Fact]
    public async Task Sends_again_what_was_set_aside()
    {
        var poison = _app.Queue("activity-figures-poison", QueueMessageEncoding.None);
        await poison.SendMessageAsync("<is not base64>", TestContext.Current.CancellationToken);
        _transport.Lose(call => call.Method == RequestMethod.Delete && call.Uri.Path.Contains("-poison/messages/", StringComparison.Ordinal));
        var replayed = await _admin.Post("/api/poison-messages/replay");
        Assert.Equal((200, 1), (replayed.Status, replayed.Body!["replayed"]!.GetValue<int>()));
    }

    private async Task<int> Edit(string id, string version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/activities/{id}")
        {
            Content = JsonContent.Create(new JsonObject { ["title"] = "改名" }, new MediaTypeHeaderValue("application/merge-patch+json")),
        };
        request.Headers.TryAddWithoutValidation("If-Match", version);
        using var response = await _admin.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    private void Lossy(IServiceCollection services, string storage)
    {
        var queues = new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_11_05)
        {
            MessageEncoding = QueueMessageEncoding.None,
            Transport = _transport,
        };
        services.AddSingleton(new Tables(new TableServiceClient(storage, new TableClientOptions { Transport = _transport })));
        services.AddSingleton(new PoisonQueues(new QueueServiceClient(storage, queues)));
    }

    private static bool IsInsert(Request call, string table) =>
        call.Method == RequestMethod.Post && call.Uri.Path.EndsWith($"/{table}", StringComparison.Ordinal);

    private static bool IsTransaction(Request call) =>
        call.Method == RequestMethod.Post && call.Uri.Path.EndsWith("/$batch", StringComparison.Ordinal);
}
