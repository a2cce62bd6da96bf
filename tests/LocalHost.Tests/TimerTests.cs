using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Outreach.LocalHost.Storage;
using Outreach.LocalHost.Timers;
using Outreach.SecondApp;
using Outreach.Tests;

namespace Outreach.LocalHost.Tests;

public sealed class TimerTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset s_halfPastEleven = new(2026, 3, 2, 11, 30, 0, TimeSpan.Zero);

    private static readonly TimeSpan s_shortLease = TimeSpan.FromSeconds(2);

    private readonly string _storage = azurite.TakeAccount();
    private readonly Journal _journal = new();
    private readonly FakeTimeProvider _clock = new(s_halfPastEleven);
    private string _function = "";

    [Fact]
    public async Task Runs_a_function_at_each_of_its_times_and_tells_it_the_last_and_the_next()
    {
        await using var host = await Start();
        await Until(12, 0, () => _journal.Entries.Count == 2);
        await Until(13, 0, () => _journal.Entries.Count == 4);
        Assert.Equal(["never 12:00", "disposed", "12:00 13:00", "disposed"], _journal.Entries);
    }

    [Fact]
    public async Task Runs_once_and_late_after_an_outage_however_many_times_were_missed()
    {
        await using (await Start())
            await Until(12, 0, () => Runs.Count == 1);

        Set(15, 30);
        await using var host = await Start();
        await Until(15, 30, () => Runs.Count == 2);
        await Until(16, 0, () => Runs.Count == 3);
        Assert.Equal(["never 12:00", "12:00 13:00 late", "15:30 16:00"], Runs);
    }

    [Fact]
    public async Task Is_not_late_when_the_time_comes_while_it_is_still_planning()
    {
        _clock.AutoAdvanceAmount = TimeSpan.FromSeconds(1);
        await using var host = await TestHost.Start(_storage, _journal, ["AsConfigured"], options => options with
        {
            Clock = _clock,
            Settings = new Dictionary<string, string?> { ["Schedule"] = "* * * * * *" },
        });
        await Eventually.True(() => Runs.Count > 0, "the timer has run");
        Assert.Equal("on time", Runs[0]);
    }

    [Fact]
    public async Task Runs_on_one_of_two_hosts()
    {
        await using var first = await Start();
        await using var second = await Start();
        for (var hour = 12; hour < 18; hour++)
            await Until(hour, 0, () => Runs.Count == hour - 11);
        // The clock leaps past the lease of the one, so the other may take a run over, which is late then.
        Assert.Equal(
            ["never 12:00", "12:00 13:00", "13:00 14:00", "14:00 15:00", "15:00 16:00", "16:00 17:00"],
            Runs.Select(run => run.Replace(" late", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Runs_once_at_a_time_even_when_a_run_outlasts_the_lease_and_the_schedule()
    {
        var running = 0;
        var most = 0;
        var overdue = new TaskCompletionSource();
        _journal.Then = async (entry, cancellation) =>
        {
            if (entry == "disposed")
                return;
            most = Math.Max(most, Interlocked.Increment(ref running));
            if (_journal.Entries.Count == 1)
                await overdue.Task.WaitAsync(cancellation);
            Interlocked.Decrement(ref running);
        };
        await using var first = await StartOnRealTime();
        await using var second = await StartOnRealTime();
        await Eventually.True(() => _journal.Entries.Count == 1, "the timer runs");
        var firstUntil = (await Stored()).HeldUntil;
        await Eventually.True(async () => (await Stored()).HeldUntil > firstUntil + (2 * s_shortLease), "the run has outlasted the lease");
        Assert.Single(_journal.Entries);
        overdue.SetResult();
        await Eventually.True(() => Runs.Count > 2, "the timer goes on");
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Does_not_repeat_a_run_that_failed_before_its_next_time()
    {
        _journal.Then = (entry, _) => entry == "disposed" ? Task.CompletedTask : throw new InvalidOperationException("not this time");
        await using var host = await Start();
        await Until(12, 0, () => _journal.Entries.Count == 2);
        await Until(13, 0, () => _journal.Entries.Count == 4);
        Assert.Equal(["never 12:00", "12:00 13:00"], Runs);
    }

    [Fact]
    public async Task Does_not_run_late_for_a_schedule_that_has_been_replaced()
    {
        await using (await Start("AsConfigured", "0 0 12 * * *"))
            await Until(12, 0, () => Runs.Count == 1);

        _clock.SetUtcNow(s_halfPastEleven.AddDays(2));
        await using var host = await Start("AsConfigured", "0 0 14 * * *");
        await Until(14, 0, () => Runs.Count == 2);
        Assert.Equal(["on time", "on time"], Runs);
    }

    [Fact]
    public async Task Runs_at_a_constant_interval()
    {
        await using var host = await Start("AsConfigured", "00:10:00");
        await Until(11, 40, () => Runs.Count == 1);
        await Until(11, 50, () => Runs.Count == 2);
        Assert.Equal(["on time", "on time"], Runs);
    }

    [Fact]
    public async Task Takes_over_from_a_killed_host_once_its_lease_has_ended()
    {
        using (var doomed = ChildProgram.Start("Outreach.SecondHost.dll", [_storage, "AsConfigured"]))
        {
            await doomed.Prints("on time");
            doomed.Kill();
        }

        // The killed host's run never ended, so it is the one that comes late.
        await using var host = await StartOnRealTime();
        await Eventually.True(() => Runs.Count > 1, "another host runs the timer");
        Assert.Equal("late", Runs[0]);
    }

    [Theory]
    [InlineData("every now and then")]
    [InlineData("61 * * * * *")]
    [InlineData("-00:01:00")]
    public async Task Refuses_to_start_with_what_is_no_schedule(string schedule)
    {
        var failure = await Assert.ThrowsAsync<StartupException>(() => Start("AsConfigured", schedule));
        Assert.Contains("AsConfigured", failure.Message, StringComparison.Ordinal);
        Assert.Contains(schedule, failure.Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<string> Runs => [.. _journal.Entries.Where(entry => entry != "disposed")];

    /// <summary>Starts a host and waits until it knows when the function runs next.</summary>
    private async Task<TestHost> Start(string function = "EveryHour", string schedule = "0 0 0 * * *")
    {
        _function = function;
        var host = await TestHost.Start(
            _storage, _journal, [function],
            options => options with { Clock = _clock, Settings = new Dictionary<string, string?> { ["Schedule"] = schedule } });
        host.Client.DefaultRequestHeaders.Add("x-functions-key", TestHost.AdminKey);
        await Eventually.True(
            async () =>
            {
                var status = await host.Client.GetFromJsonAsync<JsonNode>("admin/host/status");
                return (DateTimeOffset?)status!["timers"]![0]!["next"] > _clock.GetUtcNow();
            },
            "the timer is planned");
        return host;
    }

    private Task<TestHost> StartOnRealTime()
    {
        _function = "AsConfigured";
        return TestHost.Start(_storage, _journal, [_function], options => options with
        {
            TimerLease = s_shortLease,
            Settings = new Dictionary<string, string?> { ["Schedule"] = "* * * * * *" },
        });
    }

    /// <summary>The timer as it stands in the store.</summary>
    private async Task<TimerRow> Stored()
    {
        var table = (await StorageClients.Connect(_storage, TestContext.Current.CancellationToken)).Timers;
        return await new TimerTable(table, typeof(Journal).Assembly.GetName().Name!).Load(_function, TestContext.Current.CancellationToken);
    }

    private void Set(int hour, int minute) => _clock.SetUtcNow(new(_clock.GetUtcNow().Date.AddHours(hour).AddMinutes(minute), TimeSpan.Zero));

    /// <summary>
    /// Sets the clock, then moves it by moments, because the host may begin to wait only after the clock was set, and stops it until the run
    /// is recorded: a clock that leaps on before would leave the host behind as one that was lost in the middle of a run.
    /// </summary>
    private async Task Until(int hour, int minute, Func<bool> condition)
    {
        Set(hour, minute);
        var set = _clock.GetUtcNow();
        await Eventually.True(
            () =>
            {
                if (condition())
                    return true;
                _clock.Advance(TimeSpan.FromMilliseconds(200));
                return false;
            },
            $"the timer has run by {hour}:{minute:00}");
        await Eventually.True(async () => (await Stored()).Last >= set, $"the run of {hour}:{minute:00} is recorded");
    }
}
