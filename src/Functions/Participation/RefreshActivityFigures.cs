using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Activities;
using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.People.Merging;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Participation;

/// <summary>Makes activities' contributions what their facts say, and asks for a fold of every figure that they touch.</summary>
public sealed class RefreshActivityFigures(
    ActivityPartition partition, ChangedActivities changed, Outbox outbox, ContributionStore contributions, FoldRequests folds,
    AliasStore aliases, RecordingDeadline deadline)
{
    /// <summary>How often to start over while people keep committing; after that the mark stands for the next night.</summary>
    private const int MostRounds = 3;

    [Function(nameof(RefreshActivityFigures))]
    public async Task Run([QueueTrigger(Queues.ActivityFigures)] string message, CancellationToken cancellation)
    {
        IReadOnlyCollection<ActivityId> rest =
            JsonSerializer.Deserialize(message, StoredParticipationJson.Default.ActivityFiguresWanted)!.Activities;
        for (var round = 0; round < MostRounds && rest.Count > 0; round++)
            rest = await Refresh(rest, cancellation);
    }

    /// <summary>Brings the figures up to every fact there is; gives the activities in which somebody committed meanwhile.</summary>
    private async Task<IReadOnlyCollection<ActivityId>> Refresh(IReadOnlyCollection<ActivityId> activities, CancellationToken cancellation)
    {
        var refreshed = new ConcurrentBag<Refreshed>();
        var known = await aliases.All(cancellation);
        await Parallel.ForEachAsync(activities, Concurrency.Options(cancellation), async (id, token) =>
        {
            if (await Contribute(id, known, token) is { } one)
                refreshed.Add(one);
        });

        // The marks go last: whatever is cut off before is begun again, and touches the same keys.
        await folds.Touch(refreshed.SelectMany(one => one.Touched), cancellation);
        // Who was merged meanwhile has marked what they took part in, perhaps before the marks were seen here.
        if (refreshed.IsEmpty || await aliases.All(cancellation) != known)
            return [.. refreshed.Select(one => one.Activity.State.Activity.Id)];
        var rest = new ConcurrentBag<ActivityId>();
        await Parallel.ForEachAsync(refreshed, Concurrency.Options(cancellation), async (one, token) =>
        {
            if (!await TryUnmark(one, token))
                rest.Add(one.Activity.State.Activity.Id);
        });
        return rest;
    }

    /// <summary>Null when the figures have every fact already.</summary>
    private async Task<Refreshed?> Contribute(ActivityId id, Aliases known, CancellationToken cancellation)
    {
        var mark = await changed.Find(id, cancellation);
        if (await partition.Load(id, cancellation) is not { } activity || (mark is null && !activity.Roster.Marked))
            return null;

        // With the mark goes what the sweeper finds the outbox by, so nothing may be left there.
        foreach (var unsent in activity.Unsent)
            await outbox.Send([unsent], cancellation);
        return new Refreshed(activity, mark, await contributions.Replace(id, Contributions.Of(activity.State.As(known), deadline), cancellation));
    }

    /// <summary>False when somebody committed since the activity was read.</summary>
    private async Task<bool> TryUnmark(Refreshed one, CancellationToken cancellation)
    {
        if (await partition.TryUnmark(one.Activity.State.Activity.Id, one.Activity.Roster, cancellation) is null)
            return false;
        if (one.Mark is not null)
            await changed.Clear(one.Mark, cancellation);
        return true;
    }

    /// <summary>An activity as it was read, its mark as it was seen before, and the keys that it touches.</summary>
    private sealed record Refreshed(LoadedActivity Activity, ChangedActivity? Mark, IReadOnlyCollection<FigureKey> Touched);
}
