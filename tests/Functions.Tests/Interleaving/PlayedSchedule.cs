using System.Collections.Immutable;
using Azure.Core.Pipeline;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Activities;

namespace Outreach.Functions.Tests.Interleaving;

/// <summary>Plays a schedule on one activity, and then holds what stands in the store against what everybody was told.</summary>
internal sealed class PlayedSchedule
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    /// <summary>Two places for four people, and sign-up for as long as it lasts.</summary>
    private static readonly ActivityPlan s_plan = new(
        "垃圾不落地", Category.Parse("waste-sorting").Must(), AreaCode.Parse(App.Community).Must(), null, new Venue("重熙社区", null, null),
        s_start, s_start.AddHours(3), Audience.All, 2, [], s_start.AddHours(3), null, [], null, ServiceCounts: true);

    private readonly List<Written> _written = [];
    private readonly List<Asked> _asked = [];
    private readonly ImmutableArray<PlayedHost> _hosts;
    private readonly ActivityPartition _partition;
    private readonly Activity _activity;

    public PlayedSchedule(HttpPipelineTransport store, string storage, ActivityId id)
    {
        _activity = new Activity(id, s_plan, ActivityStatus.Published, PersonId.FromBytes(new byte[10]), s_start);
        _partition = new ActivityPartition(PlayedHost.Open(store, storage));
        _hosts = [.. Enumerable.Range(0, CommitSchedule.Hosts).Select(_ => new PlayedHost(store, storage, id, _written))];
    }

    public async Task<CommitTally> Play(CommitSchedule schedule)
    {
        Assert.True(await _partition.TryCreate(_activity, CancellationToken.None));
        foreach (var step in schedule.Steps)
        {
            if (step is Asks asks)
                Ask(asks);
            else if (step is Answers answers)
                _hosts[answers.Host].Open(answers.Reply);
            await _hosts[step.Host].Settles();
        }

        await Arrive();
        var failed = _asked.Where(asked => asked.CanSucceed && asked.Told!.Failure is not null).ToList();
        foreach (var asked in failed)
            await Retry(asked);
        var read = _hosts.Select(host => host.Read()).ToList();
        await Arrive();

        var model = new CommitModel(_activity, _written);
        var loaded = (await _partition.Load(_activity.Id, CancellationToken.None))!;
        Assert.Equal(CommitModel.Tell(model.Last), CommitModel.Tell(loaded.State));
        foreach (var state in read)
            Assert.Equal(CommitModel.Tell(model.Last), CommitModel.Tell((await state).Must().Answer));
        Assert.Equal(model.Messages, loaded.Unsent.Select(message => message.Version));
        Assert.All(_asked, model.Answers);
        Assert.All(_hosts, KeepsTheOrderOfArrival);
        return model.Tally(failed.Count);
    }

    private Asked Ask(Asks step)
    {
        var asked = new Asked(_asked.Count, step);
        _asked.Add(asked);
        _hosts[step.Host].Ask(asked);
        return asked;
    }

    /// <summary>Lets everything go well from here on, until nobody waits.</summary>
    private async Task Arrive()
    {
        while (_hosts.Any(host => host.IsOpen))
        {
            foreach (var host in _hosts)
            {
                await host.Settles();
                host.Open(Reply.Arrives);
            }
        }
    }

    /// <summary>Who was told of a failure asks again, and is answered; asking once more is answered the same and writes nothing.</summary>
    private async Task Retry(Asked failed)
    {
        var again = Ask(failed.Step with { Impatient = false });
        await Arrive();
        Assert.Null(again.Told!.Failure);
        var written = _written.Count;
        var more = Ask(again.Step);
        await Arrive();
        Assert.Equal(again.Told.Answer?.Replace(Asked.New, "", StringComparison.Ordinal), more.Told!.Answer);
        Assert.Equal(again.Told.Refused, more.Told.Refused);
        Assert.Equal(written, _written.Count);
    }

    private void KeepsTheOrderOfArrival(PlayedHost host)
    {
        var versions = _asked
            .Where(asked => _hosts[asked.Step.Host] == host && asked.Told!.Answer is not null).Select(asked => asked.Told!.Version).ToList();
        Assert.Equal(versions.Order(), versions);
        Assert.All(_written, commit => Assert.Equal(commit.Group.OrderBy(asked => asked.Number), commit.Group));
    }
}
