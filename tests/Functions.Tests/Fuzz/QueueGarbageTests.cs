using System.Reflection;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Hosting;
using Outreach.Functions.People.Erasing;
using Outreach.Functions.Storage;
using Outreach.Tests;

namespace Outreach.Functions.Tests.Fuzz;

/// <summary>Every queue, given what nobody should put there.</summary>
public sealed class QueueGarbageTests(AzuriteFixture azurite)
{
    private const int Seed = 4;

    private static readonly string[] QueuesOfFunctions =
    [
        .. typeof(OutreachServices).Assembly.GetTypes().SelectMany(type => type.GetMethods()).SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<QueueTriggerAttribute>()).OfType<QueueTriggerAttribute>()
            .Select(trigger => trigger.QueueName).Order(),
    ];

    [Fact]
    public async Task Sets_aside_what_it_cannot_use_and_changes_nothing_for_it()
    {
        await using var world = await World.Make(
            azurite, new("AzureFunctionsJobHost:extensions:queues:visibilityTimeout", "00:00:00"),
            new("AzureFunctionsJobHost:extensions:queues:maxDequeueCount", "2"), new("AzureFunctionsJobHost:logging:logLevel:default", "None"));
        var (app, garbage) = (world.App, new QueueGarbage(world));
        Assert.Equal(QueuesOfFunctions, garbage.Examples.Keys.Order());
        await app.Quiet();
        await BringUpToDate(app, garbage);
        await app.RunNight();
        var before = await Facts(app);

        var sent = QueuesOfFunctions.ToDictionary(queue => queue, queue => garbage.For(queue, new Dice(Seed, queue.Length)).ToList());
        foreach (var (queue, bodies) in sent)
            await Parallel.ForEachAsync(bodies, TestContext.Current.CancellationToken, async (body, token) =>
                await app.Queue(queue, QueueMessageEncoding.None).SendMessageAsync(body, token));
        await app.Quiet();

        Assert.Empty(before.ChangesUntil(await Facts(app)));
        var aside = await SetAside(world, sent);
        Assert.Equal(aside.Values.Sum(), (await world.Admin.Post("/api/poison-messages/replay")).Body!["replayed"]!.GetValue<int>());
        await app.Quiet();
        Assert.Equal(aside, await SetAside(world, sent));
        Assert.Empty(before.ChangesUntil(await Facts(app)));

        await Erases(world);
        Assert.Equal(aside, await SetAside(world, sent));
        await Delivers(world);
        Assert.DoesNotContain("14200000007", app.Log.Take(), StringComparison.Ordinal);
    }

    /// <summary>
    /// What must not move. A registration that another system puts into its queue is kept with what is wrong with it, whatever it is;
    /// that takes a row of its own and a note of the key that sealed it. Who replays what was set aside is audited.
    /// </summary>
    private static Task<StoreSnapshot> Facts(App app) => StoreSnapshot.Take(
        app.Storage, thing => !thing.StartsWith("registrations/queue-2026-03-02/refused:", StringComparison.Ordinal) &&
            !thing.StartsWith("work/sealed:k1/registrations:queue-2026-03-02", StringComparison.Ordinal) &&
            !thing.StartsWith("people/audit:", StringComparison.Ordinal) && !thing.Contains("-poison: ", StringComparison.Ordinal));

    /// <summary>
    /// Among what is spoiled some is still good, and brings records up to the activity's last version, whichever they were made from before.
    /// </summary>
    private static async Task BringUpToDate(App app, QueueGarbage garbage)
    {
        var message = garbage.Examples[Queues.ActivityCommits].DeepClone();
        message["header"] = true;
        await app.Send(Queues.ActivityCommits, message.ToJsonString());
        await app.Quiet();
    }

    /// <summary>How many messages of each queue were set aside, as the list says it: each one that was sent, once.</summary>
    private static async Task<Dictionary<string, int>> SetAside(World world, Dictionary<string, List<string>> sent)
    {
        var list = (await world.Admin.Get("/api/poison-messages")).Body!["queues"]!.AsArray().ToDictionary(
            queue => queue!["queue"]!.GetValue<string>(), queue => queue!["poison"]!.GetValue<int>());
        foreach (var (queue, bodies) in sent)
        {
            Assert.True(list[queue] > 0, $"Nothing of {queue} was set aside.");
            var poison = world.App.Queue(queue + "-poison", QueueMessageEncoding.None);
            var shown = await poison.PeekMessagesAsync(32, TestContext.Current.CancellationToken);
            Assert.All(shown.Value, message => Assert.Contains(message.Body.ToString(), bodies));
            Assert.Equal(shown.Value.Length, shown.Value.DistinctBy(message => message.Body.ToString()).Count());
        }

        return list;
    }

    /// <summary>An erasure looks through everything that was set aside.</summary>
    private static async Task Erases(World world)
    {
        var person = await world.Somebody();
        Assert.Equal(202, (await world.Admin.Send(HttpMethod.Delete, $"/api/people/{person}")).Status);
        await world.App.Quiet();
        world.App.Clock.Advance(TimeSpan.FromMinutes(20));
        await world.App.Run(nameof(Activities.SweepOutbox));
        Assert.DoesNotContain(await world.App.ReadAll("work"), row => row.PartitionKey == "erasures");
    }

    /// <summary>What is good still comes through, by every queue that leads from a check-in to the figures.</summary>
    private static async Task Delivers(World world)
    {
        var (app, late) = (world.App, await world.App.Register(5));
        var startsAt = app.Clock.GetUtcNow().AddHours(-3);
        var activity = await app.Publish(world.Admin, body => (body["startsAt"], body["endsAt"]) = ($"{startsAt:O}", $"{startsAt.AddHours(2):O}"));
        var batch = await world.Admin.Post("/api/check-in-batches", new
        {
            deviceId = "door-2",
            batchId = "good",
            checkIns = Enumerable.Range(0, 2).Select(
                i => new { activityId = activity, personId = late.Id, kind = i == 0 ? "in" : "out", at = startsAt.AddHours(i) }),
        });
        var registered = await world.Admin.Post("/api/registrations", World.Registrations(96));
        Assert.Equal((202, 202), (batch.Status, registered.Status));
        await app.Quiet();
        await app.RunNight();

        Assert.Equal(60, (await late.Http.Get($"/api/people/{late.Id}/record")).Body!["creditMinutes"]!.GetValue<int>());
        var registration = await world.Admin.Get($"/api/registrations/{registered.Body!["batchId"]!.GetValue<string>()}");
        Assert.Equal(1, registration.Body!["registered"]!.GetValue<int>());
        JsonNode figures = (await world.Admin.Get($"/api/areas/{App.Community}/participation?month=2026-03")).Body!;
        Assert.Equal(2, figures["people"]!.GetValue<int>());
    }
}
