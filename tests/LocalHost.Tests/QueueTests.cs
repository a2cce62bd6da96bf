using System.Text;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Outreach.SecondApp;
using Outreach.Tests;

namespace Outreach.LocalHost.Tests;

public sealed class QueueTests(AzuriteFixture azurite)
{
    private readonly string _storage = azurite.TakeAccount();
    private readonly Journal _journal = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Creates_a_missing_queue_and_runs_the_function_for_each_message()
    {
        await using var host = await TestHost.Start(_storage, _journal, "TakeText");
        var queue = TestHost.Queue(_storage, "texts");
        for (var number = 0; number < 50; number++)
            await queue.SendMessageAsync($"你好 {number}", Cancellation);
        await host.Settles();
        Assert.Equal(Enumerable.Range(0, 50).Select(number => $"你好 {number}").Order(), _journal.Entries.Order());
    }

    [Fact]
    public async Task Binds_a_message_to_a_record_and_takes_the_name_of_the_queue_from_a_setting()
    {
        await using var host = await TestHost.Start(
            _storage, _journal, ["TakeOrder"],
            options => options with { Settings = new Dictionary<string, string?> { ["OrderQueue"] = "orders" } });
        await TestHost.Queue(_storage, "orders").SendMessageAsync("""{"article":"chairs","COUNT":3}""", Cancellation);
        await host.Settles();
        Assert.Equal(["3 of chairs"], _journal.Entries);
    }

    [Fact]
    public async Task Binds_a_message_to_its_bytes()
    {
        await using var host = await TestHost.Start(_storage, _journal, "TakeBytes");
        await TestHost.Queue(_storage, "bytes").SendMessageAsync(BinaryData.FromBytes([0xFF, 0x00, 0x7F]), cancellationToken: Cancellation);
        await host.Settles();
        Assert.Equal(["FF007F"], _journal.Entries);
    }

    [Fact]
    public async Task Takes_messages_as_they_are_when_host_json_says_so()
    {
        await using var host = await TestHost.Start(_storage, _journal, ["TakeText"], With("messageEncoding", "none"));
        await TestHost.Queue(_storage, "texts", QueueMessageEncoding.None).SendMessageAsync("<plain> & text", Cancellation);
        await host.Settles();
        Assert.Equal(["<plain> & text"], _journal.Entries);
    }

    [Fact]
    public async Task Delivers_a_message_again_until_its_function_succeeds()
    {
        _journal.Then = (_, _) => _journal.Entries.Count < 3 ? throw new InvalidOperationException("not yet") : Task.CompletedTask;
        await using var host = await TestHost.Start(_storage, _journal, "TakeText");
        await TestHost.Queue(_storage, "texts").SendMessageAsync("again", Cancellation);
        await host.Settles();
        Assert.Equal(["again", "again", "again"], _journal.Entries);
        Assert.Empty(await Poison(_storage));
    }

    [Fact]
    public async Task Moves_a_message_to_the_poison_queue_after_five_failures()
    {
        _journal.Then = (_, _) => throw new InvalidOperationException("never");
        await using var host = await TestHost.Start(_storage, _journal, "TakeText");
        await TestHost.Queue(_storage, "texts").SendMessageAsync("坏 <message>", Cancellation);
        await host.Settles();
        Assert.Equal(5, _journal.Entries.Count);
        Assert.Equal("坏 <message>", Encoding.UTF8.GetString(Convert.FromBase64String(Assert.Single(await Poison(_storage)))));
    }

    [Fact]
    public async Task Keeps_a_failed_message_invisible_for_the_visibility_timeout()
    {
        _journal.Then = (_, _) => throw new InvalidOperationException("never");
        await using var host = await TestHost.Start(_storage, _journal, ["TakeText"], With("visibilityTimeout", "01:00:00"));
        var queue = TestHost.Queue(_storage, "texts");
        await queue.SendMessageAsync("later", Cancellation);
        await Eventually.True(() => _journal.Entries.Count == 1 && host.Host.InFlight == 0, "the function failed");
        QueueProperties properties = await queue.GetPropertiesAsync(Cancellation);
        Assert.Equal(1, properties.ApproximateMessagesCount);
        Assert.Empty((await queue.PeekMessagesAsync(32, Cancellation)).Value);
        Assert.False(await host.Host.IsIdle(Cancellation));
    }

    [Fact]
    public async Task Moves_a_message_that_is_not_base64_straight_to_the_poison_queue()
    {
        await TestHost.CreateQueue(_storage, "texts");
        await using var host = await TestHost.Start(_storage, _journal, "TakeText");
        await TestHost.Queue(_storage, "texts", QueueMessageEncoding.None).SendMessageAsync("not base64!", Cancellation);
        await host.Settles();
        Assert.Equal(["not base64!"], await Poison(_storage));
        Assert.Empty(_journal.Entries);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("null")]
    [InlineData("[1]")]
    public async Task Counts_a_message_of_another_shape_as_failed(string body)
    {
        await using var host = await TestHost.Start(
            _storage, _journal, ["TakeOrder"],
            options => options with { Settings = new Dictionary<string, string?> { ["OrderQueue"] = "orders" } });
        await TestHost.Queue(_storage, "orders").SendMessageAsync(body, Cancellation);
        await host.Settles();
        Assert.Single(await Poison(_storage, "orders-poison"));
        Assert.Empty(_journal.Entries);
    }

    [Fact]
    public async Task Delivers_once_a_message_whose_function_outlasts_the_lease()
    {
        var longEnough = new TaskCompletionSource();
        _journal.Then = (_, cancellation) => longEnough.Task.WaitAsync(cancellation);
        await using var first = await TestHost.Start(_storage, _journal, "TakeText");
        await using var second = await TestHost.Start(_storage, _journal, "TakeText");
        var hidden = await TestHost.CreateQueue(_storage, "hidden");
        await TestHost.Queue(_storage, "texts").SendMessageAsync("long", Cancellation);
        await Eventually.True(() => _journal.Entries.Count == 1, "the function runs");

        // By the store's own clock, on which leases end.
        await hidden.SendMessageAsync("as long as two leases", 2 * TestHost.MessageLease, cancellationToken: Cancellation);
        await Eventually.True(
            async () => (await hidden.PeekMessageAsync(Cancellation)).Value is not null, "what was hidden for two leases is seen again");
        longEnough.SetResult();
        await first.Settles();
        await second.Settles();
        Assert.Equal(["long"], _journal.Entries);
    }

    [Fact]
    public async Task Runs_no_more_at_once_than_the_batch_and_the_threshold_allow()
    {
        const int Messages = 20;
        var (most, running, turns) = (0, 0, new SemaphoreSlim(0));
        _journal.Then = async (_, cancellation) =>
        {
            var now = Interlocked.Increment(ref running);
            lock (turns)
                most = Math.Max(most, now);
            await turns.WaitAsync(cancellation);
            Interlocked.Decrement(ref running);
        };
        var queue = await TestHost.CreateQueue(_storage, "texts");
        for (var number = 0; number < Messages; number++)
            await queue.SendMessageAsync($"{number}", Cancellation);
        await using var host = await TestHost.Start(_storage, _journal, ["TakeText"], options => options with
        {
            Settings = new Dictionary<string, string?>
            {
                ["AzureFunctionsJobHost:extensions:queues:batchSize"] = "2",
                ["AzureFunctionsJobHost:extensions:queues:newBatchThreshold"] = "1",
            },
        });

        // One is left of the two that run, and two more come; so it goes on until all were taken.
        for (var (taken, together) = (2, 2); taken <= Messages; (taken, together) = (taken + 2, 3))
        {
            await Eventually.True(() => _journal.Entries.Count == taken && Volatile.Read(ref running) == together, $"the host has taken {taken}");
            turns.Release(together - 1);
        }

        turns.Release();
        await host.Settles();
        Assert.Equal(Messages, _journal.Entries.Count);
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task Delivers_each_message_once_to_two_hosts()
    {
        await using var first = await TestHost.Start(_storage, _journal, "TakeText");
        await using var second = await TestHost.Start(_storage, _journal, "TakeText");
        var queue = TestHost.Queue(_storage, "texts");
        await Task.WhenAll(Enumerable.Range(0, 100).Select(number => queue.SendMessageAsync($"{number}", Cancellation)));
        await first.Settles();
        await second.Settles();
        Assert.Equal(100, _journal.Entries.Count);
        Assert.Equal(100, _journal.Entries.Distinct().Count());
    }

    [Fact]
    public async Task Cancels_a_function_that_takes_longer_than_the_function_timeout()
    {
        _journal.Then = (_, cancellation) =>
            _journal.Entries.Count == 1 ? new TaskCompletionSource().Task.WaitAsync(cancellation) : Task.CompletedTask;
        await using var host = await TestHost.Start(
            _storage, _journal, ["TakeText"],
            options => options with { Settings = new Dictionary<string, string?> { ["AzureFunctionsJobHost:functionTimeout"] = "00:00:00.5" } });
        await TestHost.Queue(_storage, "texts").SendMessageAsync("slow at first", Cancellation);
        await host.Settles();
        Assert.Equal(["slow at first", "slow at first"], _journal.Entries);
    }

    [Fact]
    public async Task Runs_the_pipeline_around_a_message_in_a_scope_of_its_own()
    {
        List<IServiceProvider> scopes = [];
        await using var host = await TestHost.Start(_storage, _journal, ["TakeText"], options => options with
        {
            Pipeline = (invocation, next) =>
            {
                Assert.Null(invocation.HttpContext);
                lock (scopes)
                    scopes.Add(invocation.Services);
                return next();
            },
        });
        var queue = TestHost.Queue(_storage, "texts");
        await queue.SendMessageAsync("one", Cancellation);
        await queue.SendMessageAsync("two", Cancellation);
        await host.Settles();
        Assert.Equal(2, scopes.Distinct().Count());
        Assert.DoesNotContain(host.Host.Services, scopes);
    }

    [Fact]
    public async Task Takes_the_message_of_a_killed_host_once_its_lease_has_ended()
    {
        await TestHost.CreateQueue(_storage, "texts");
        using (var doomed = ChildProgram.Start("Outreach.SecondHost.dll", [_storage, "TakeText"]))
        {
            await doomed.Prints("Listening on");
            await TestHost.Queue(_storage, "texts").SendMessageAsync("in flight", Cancellation);
            await doomed.Prints("in flight");
            doomed.Kill();
        }

        await using var host = await TestHost.Start(_storage, _journal, "TakeText");
        await host.Settles();
        Assert.Equal(["in flight"], _journal.Entries);
    }

    private static Func<FunctionHostOptions, FunctionHostOptions> With(string setting, string value) =>
        options => options with { Settings = new Dictionary<string, string?> { [$"AzureFunctionsJobHost:extensions:queues:{setting}"] = value } };

    private static async Task<IReadOnlyList<string>> Poison(string storage, string name = "texts-poison")
    {
        var queue = await TestHost.CreateQueue(storage, name, QueueMessageEncoding.None);
        return [.. (await queue.PeekMessagesAsync(32, Cancellation)).Value.Select(message => message.Body.ToString())];
    }
}
