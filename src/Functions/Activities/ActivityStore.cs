using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;

namespace Outreach.Functions.Activities;

/// <summary>Activities: created, read, and changed by decisions.</summary>
public sealed class ActivityStore(
    ActivityPartition partition, ChangedActivities changed, PendingOffers offers, Outbox outbox, CreditTerms credit, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan KeptIdleFor = TimeSpan.FromMinutes(10);

    /// <summary>How many activities a host keeps in memory; one with a thousand people takes about a megabyte.</summary>
    private const int MostKept = 500;

    private readonly MemoryCache _committers = new(new MemoryCacheOptions { SizeLimit = MostKept });

    /// <summary>Writes a draft under a new id.</summary>
    public Task<Activity> Create(ActivityPlan plan, PersonId by, CancellationToken cancellation) => Create(NewId(), plan, by, cancellation);

    /// <summary>
    /// Writes a draft under an id that is this call's alone. What the same person has under it is what an attempt before left, whose reply
    /// was lost, or a try before that a crash cut off: it stands, and no second one is written.
    /// </summary>
    public async Task<Activity> Create(ActivityId id, ActivityPlan plan, PersonId by, CancellationToken cancellation)
    {
        while (true)
        {
            if (await TryCreate(id, plan, by, cancellation) is { } activity)
                return activity;
            if ((await Read(id, cancellation)).TryGet(out var standing, out _) && standing.Activity.CreatedBy == by)
                return standing.Activity;
            id = NewId();
        }
    }

    /// <summary>Writes a draft under an id that the caller chose; null when the id is taken.</summary>
    public async Task<Activity?> TryCreate(ActivityId id, ActivityPlan plan, PersonId by, CancellationToken cancellation)
    {
        var planned = plan with { CreditFromPercent = credit.FromPercent };
        var activity = new Activity(id, planned, ActivityStatus.Draft, by, clock.GetUtcNow());
        return await partition.TryCreate(activity, cancellation) ? activity : null;
    }

    /// <summary>An activity as it stands now; refused with <c>not-found</c> when there is none.</summary>
    public Task<Result<ActivityState>> Read(ActivityId id, CancellationToken cancellation) =>
        Commit<ActivityState>(id, state => Decision<ActivityState>.Nothing(state), cancellation);

    /// <inheritdoc cref="ActivityPartition.FindHeader"/>
    internal Task<Activity?> FindHeader(ActivityId id, CancellationToken cancellation) => partition.FindHeader(id, cancellation);

    /// <summary>
    /// An activity as this host last saw it, without a call to the store: good for a guess that a commit then confirms or not.
    /// Null when this host has not seen it lately.
    /// </summary>
    public ActivityState? Glance(ActivityId id) => CommitterOf(id).Glance;

    /// <summary>
    /// Decides on an activity's present state and writes what was decided, all of it or nothing. The decision has to be pure: it
    /// is made again when somebody else committed first. Refused with <c>not-found</c> when there is no such activity.
    /// </summary>
    public async Task<Result<T>> Commit<T>(ActivityId id, Func<ActivityState, Result<Decision<T>>> decide, CancellationToken cancellation)
        where T : notnull => (await CommitVersion(id, decide, cancellation)).Then<T>(committed => committed.Answer);

    /// <summary>The same, with the version in which the answer stands.</summary>
    internal async Task<Result<Committed<T>>> CommitVersion<T>(
        ActivityId id, Func<ActivityState, Result<Decision<T>>> decide, CancellationToken cancellation)
        where T : notnull
    {
        var committer = CommitterOf(id);
        var committed = await committer.Commit(decide, cancellation);

        // Anybody may ask for what there is not, as often as they like: that must not push out what others are at work on.
        if (committer.Glance is null)
            _committers.Remove(id);
        return committed;
    }

    public void Dispose() => _committers.Dispose();

    private static ActivityId NewId() => ActivityId.FromBytes(RandomNumberGenerator.GetBytes(7));

    private ActivityCommitter CommitterOf(ActivityId id)
    {
        // Two committers of one activity would be right, but would hold each other off; the cache alone makes two in a race.
        lock (_committers)
        {
            return _committers.GetOrCreate(id, entry =>
            {
                entry.SetSize(1).SetSlidingExpiration(KeptIdleFor);
                return new ActivityCommitter(id, partition, changed, offers, outbox, clock);
            })!;
        }
    }
}
