using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Activities;
using Outreach.Domain.Participation;
using Outreach.Functions.Activities;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Participation;

/// <summary>Makes an activity's contributions what its facts say, and asks for a fold of every figure that they touch.</summary>
public sealed class RefreshActivityFigures(
    ActivityPartition partition, ChangedActivities changed, Outbox outbox, ContributionStore contributions, FoldRequests folds)
{
    /// <summary>How often to start over while people keep committing; after that the mark stands for the next night.</summary>
    private const int MostRounds = 3;

    [Function(nameof(RefreshActivityFigures))]
    public async Task Run([QueueTrigger(Queues.ActivityFigures)] string message, CancellationToken cancellation)
    {
        var wanted = JsonSerializer.Deserialize(message, StoredParticipationJson.Default.ActivityFiguresWanted)!;
        for (var round = 0; round < MostRounds; round++)
        {
            if (await Refresh(wanted.Activity, cancellation))
                return;
        }
    }

    /// <summary>True when the figures have every fact there is; false when somebody committed meanwhile.</summary>
    private async Task<bool> Refresh(ActivityId id, CancellationToken cancellation)
    {
        var mark = await changed.Find(id, cancellation);
        if (await partition.Load(id, cancellation) is not { } activity)
            return true;
        if (mark is null && !activity.Roster.Marked)
            return true;

        // With the mark goes what the sweeper finds the outbox by, so nothing may be left there.
        await foreach (var unsent in partition.Outbox(id, cancellation))
            await outbox.Send([unsent], cancellation);

        var touched = await contributions.Replace(id, Contributions.Of(activity.State), cancellation);
        await folds.Touch(activity.State.Plan.OrganiserArea.District, touched, cancellation);
        if (await partition.TryUnmark(id, activity.Roster, cancellation) is null)
            return false;
        if (mark is not null)
            await changed.Clear(mark, cancellation);
        return true;
    }
}
