using Microsoft.Extensions.DependencyInjection;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Territory;
using Outreach.Functions.Activities;
using Outreach.Functions.Participation;
using Outreach.Functions.Storage;
using Outreach.LocalHost;
using Outreach.LocalHost.Functions;

namespace Outreach.Bench;

/// <summary>
/// The app on LocalHost in this process, as it is shipped, on a ground of its own. Client, host and store share the machine, so what the
/// clients cost is taken from what the host has: they are as cheap as they can be (<see cref="Calls"/>).
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly Ground _ground;
    private readonly FunctionHost _host;

    private Stage(Ground ground, FunctionHost host, StoreCalls calls) => (_ground, _host, StoreCalls) = (ground, host, calls);

    public string Storage => _ground.Storage;

    public Uri Address => _host.BaseAddress;

    public StoreCalls StoreCalls { get; }

    /// <summary>The communities of the sample district, which stand in the store.</summary>
    public IReadOnlyList<AreaCode> Communities => _ground.Communities;

    /// <summary>host.json as it is, but for one thing: a queue that was empty is looked at again soon, since a bench waits for it.</summary>
    private static Dictionary<string, string?> Settings =>
        new(Ground.Settings) { ["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = "00:00:00.1" };

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <param name="isLarge">Whether there will be more in it than Azurite can save.</param>
    public static async Task<Stage> Open(bool isLarge = false)
    {
        var ground = await Ground.Open(isLarge);
        return await On(ground, ground.Storage, StoreCalls.Attribute);
    }

    /// <param name="ground">The stage's own from now on.</param>
    /// <param name="storage">The store as the host is to see it.</param>
    /// <param name="pipeline">Around the app's own.</param>
    public static async Task<Stage> On(Ground ground, string storage, Func<FunctionInvocation, Func<Task<object?>>, Task<object?>> pipeline)
    {
        var calls = StoreCalls.Listen(storage);
        var host = await FunctionHost.Start(OutreachApp.Options(storage, Settings) with { Pipeline = pipeline });
        return new Stage(ground, host, calls);
    }

    /// <summary>Creates and publishes an activity that begins in ten minutes and lasts three hours.</summary>
    public Task<ActivityId> Publish(int capacity) => Publish(capacity, TimeProvider.System.GetUtcNow().AddMinutes(10));

    /// <summary>Creates and publishes an activity that lasts three hours.</summary>
    public async Task<ActivityId> Publish(int capacity, DateTimeOffset startsAt)
    {
        var plan = ActivityPlanning.Check(Drafts.Activity(Communities[0], startsAt) with { Capacity = capacity }).Must();
        var activities = Get<ActivityStore>();
        var created = await activities.Create(plan, Crowd.Organiser, CancellationToken.None);
        return (await activities.Commit(created.Id, Lifecycle.Publish, CancellationToken.None)).Must().Id;
    }

    /// <summary>Writes facts as the app's commits leave them, in as few calls as they go into.</summary>
    public async Task Write(IReadOnlyList<HeldActivity> held)
    {
        var (partition, changed) = (Get<ActivityPartition>(), Get<ChangedActivities>());
        await Parallel.ForEachAsync(held, Concurrency.Options(CancellationToken.None), async (activity, token) =>
        {
            await changed.Mark(activity.Header.Id, token);
            await partition.TryCreate(activity.Header, token);
            var known = (await partition.Load(activity.Header.Id, token))!;
            foreach (var facts in activity.Attendances.Chunk(Transaction.MostRows - 2))
            {
                var message = ActivityCommitted.Of(activity.Header.Id, known.Roster.Version + 1, facts, activity.Header.CreatedAt)!;
                var after = known.State.Apply(facts);
                known = new LoadedActivity(
                    after, (await partition.TryCommit(Guid.NewGuid(), known, after, known.Roster.OffersDueAt, facts, message, token))!);
                await partition.Sent([message], token);
            }
        });
    }

    public Task Night() => ActivatorUtilities.CreateInstance<StartNight>(_host.Services).Run(new(), CancellationToken.None);

    /// <summary>Waits until nothing runs, nothing waits in a queue and no message waits to be sent.</summary>
    public async Task Quiet()
    {
        var outbox = Get<Outbox>();
        while (!outbox.IsEmpty || !await _host.IsIdle() || !outbox.IsEmpty)
            await Task.Delay(Look);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        StoreCalls.Dispose();
        await _ground.DisposeAsync();
    }
}
