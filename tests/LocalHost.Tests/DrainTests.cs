using Azure.Storage.Queues;
using Outreach.SecondApp;
using Outreach.Tests;

namespace Outreach.LocalHost.Tests;

public sealed class DrainTests(AzuriteFixture azurite)
{
    private readonly string _storage = azurite.TakeAccount();
    private readonly Journal _journal = new();
    private readonly TaskCompletionSource _begun = new();
    private readonly TaskCompletionSource _end = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lets_a_message_finish_and_takes_no_other()
    {
        _journal.Then = WaitForEnd;
        await using var host = await TestHost.Start(_storage, _journal, "TakeText");
        var queue = TestHost.Queue(_storage, "texts");
        await queue.SendMessageAsync("first", Cancellation);
        await _begun.Task.WaitAsync(Cancellation);
        var stopped = host.Host.Stop();
        await queue.SendMessageAsync("second", Cancellation);
        Assert.False(stopped.IsCompleted);
        _end.SetResult();
        await stopped;
        Assert.Equal(["first"], _journal.Entries);
        Assert.Equal(["second"], await Visible(queue));
    }

    [Fact]
    public async Task Cancels_what_does_not_finish_in_time_and_gives_its_message_back_at_once()
    {
        _journal.Then = (_, cancellation) =>
        {
            _begun.TrySetResult();
            return new TaskCompletionSource().Task.WaitAsync(cancellation);
        };
        await using var host = await TestHost.Start(
            _storage, _journal, ["TakeText"],
            options => options with { DrainTimeout = TimeSpan.FromMilliseconds(200), MessageLease = TimeSpan.FromHours(1) });
        var queue = TestHost.Queue(_storage, "texts");
        await queue.SendMessageAsync("endless", Cancellation);
        await _begun.Task.WaitAsync(Cancellation);
        await host.Host.Stop();
        Assert.Equal(["endless"], await Visible(queue));
    }

    [Fact]
    public async Task Waits_for_nothing_any_more_when_it_is_told_to_hurry()
    {
        _journal.Then = (_, cancellation) =>
        {
            _begun.TrySetResult();
            return new TaskCompletionSource().Task.WaitAsync(cancellation);
        };
        await using var host = await TestHost.Start(
            _storage, _journal, ["TakeText"], options => options with { DrainTimeout = TimeSpan.FromHours(1), MessageLease = TimeSpan.FromHours(1) });
        var queue = TestHost.Queue(_storage, "texts");
        await queue.SendMessageAsync("endless", Cancellation);
        await _begun.Task.WaitAsync(Cancellation);
        var stopped = host.Host.Stop();
        host.Host.Hurry();
        await stopped.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal(["endless"], await Visible(queue));
    }

    [Fact]
    public async Task Lets_a_request_finish_and_takes_no_other()
    {
        _journal.Then = WaitForEnd;
        await using var host = await TestHost.Start(_storage, _journal, "Wait");
        var request = host.Client.GetAsync(new Uri("wait", UriKind.Relative), Cancellation);
        await _begun.Task.WaitAsync(Cancellation);
        var stopped = host.Host.Stop();
        await Eventually.True(async () => await IsRefused(host), "no other request is taken");
        _end.SetResult();
        using var answer = await request;
        Assert.True(answer.IsSuccessStatusCode);
        await stopped;
    }

    [Fact]
    public async Task Lets_a_timer_finish_and_gives_it_up_to_the_next_host_at_once()
    {
        _journal.Then = WaitForEnd;
        await using var first = await EverySecond();
        await _begun.Task.WaitAsync(Cancellation);
        var stopped = first.Host.Stop();
        Assert.False(stopped.IsCompleted);
        _end.SetResult();
        await stopped;
        var runs = _journal.Entries.Count;

        // With the lease of an hour that the first host held, the second would wait for as long.
        await using var second = await EverySecond();
        await Eventually.True(() => _journal.Entries.Count > runs, "the second host runs the timer");
    }

    private Task<TestHost> EverySecond() => TestHost.Start(_storage, _journal, ["AsConfigured"], options => options with
    {
        TimerLease = TimeSpan.FromHours(1),
        Settings = new Dictionary<string, string?> { ["Schedule"] = "* * * * * *" },
    });

    private Task WaitForEnd(string entry, CancellationToken cancellation)
    {
        _begun.TrySetResult();
        return _end.Task;
    }

    private static async Task<bool> IsRefused(TestHost host)
    {
        using var other = new HttpClient { BaseAddress = host.Client.BaseAddress };
        try
        {
            using var answer = await other.GetAsync(new Uri("nothing-here", UriKind.Relative), Cancellation);
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }

    private static async Task<IEnumerable<string>> Visible(QueueClient queue) =>
        (await queue.PeekMessagesAsync(32, Cancellation)).Value.Select(message => message.Body.ToString());
}
