using Azure.Core.Pipeline;
using CsCheck;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Tests;

namespace Outreach.Functions.Tests.Interleaving;

/// <summary>
/// Group commit (docs/adr/0004) in every order that a schedule can think of: two hosts, each with its callers, on one activity, and a store
/// whose answers fail and get lost (docs/adr/0020).
/// </summary>
public sealed class CommitScheduleTests(AzuriteFixture azurite)
{
    /// <summary>Names a store to the SDK, which never reaches it.</summary>
    private const string Memory = "UseDevelopmentStorage=true";

    private const int Schedules = 10_000;
    private const int OnAzurite = 100;

    /// <summary>A host that lost a race pauses for some milliseconds, so that many schedules wait side by side.</summary>
    private const int AtOnce = 16;

    [Fact]
    public async Task Tells_everybody_what_stands_whatever_the_order_and_the_store()
    {
        List<CommitTally> tallies = [];
        await CommitSchedule.Any.SampleAsync(
            async schedule =>
            {
                var tally = await Play(schedule);
                lock (tallies)
                    tallies.Add(tally);
            },
            iter: Schedules, threads: AtOnce);

        // What a schedule is for has happened, and often.
        Assert.All(
            [tallies.Sum(t => t.Groups), tallies.Sum(t => t.Lost), tallies.Sum(t => t.Overtaken), tallies.Sum(t => t.Failed)],
            times => Assert.InRange(times, Schedules / 100, int.MaxValue));
    }

    [Fact]
    public async Task Knows_a_commit_again_whose_answer_was_lost()
    {
        // The host reads the roster and the rows, and writes.
        var tally = await Play(new CommitSchedule(
        [
            new Asks(0, Who: 1, Wish.Attends, Impatient: false), new Answers(0, Reply.Arrives), new Answers(0, Reply.Arrives),
            new Answers(0, Reply.Arrives), new Answers(0, Reply.GetsLost),
        ]));
        Assert.Equal(new CommitTally(Commits: 1, Groups: 0, Lost: 1, Overtaken: 0, Failed: 0), tally);
    }

    [Fact]
    public async Task Does_so_on_Azurite()
    {
        var storage = azurite.TakeAccount();
        var tables = PlayedHost.Open(HttpClientTransport.Shared, storage);
        await Task.WhenAll(tables.All.Select(table => table.CreateIfNotExistsAsync(TestContext.Current.CancellationToken)));
        var activity = 0;
        await CommitSchedule.Any.SampleAsync(
            schedule => new PlayedSchedule(
                HttpClientTransport.Shared, storage, ActivityId.Parse($"a{Interlocked.Increment(ref activity)}").Must()).Play(schedule),
            iter: OnAzurite, threads: 4);
    }

    private static Task<CommitTally> Play(CommitSchedule schedule) =>
        new PlayedSchedule(new RememberedTables(), Memory, ActivityId.Parse("a1").Must()).Play(schedule);
}
