using Azure;
using Azure.Data.Tables;
using Outreach.Domain.Activities;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Activities;

/// <summary>An activity whose facts may be newer than its figures, and the mark as it was seen.</summary>
internal sealed record ChangedActivity(ActivityId Activity, ETag ETag);

/// <summary>
/// Which activities changed since the night had them (docs/adr/0007). A mark is written before the first commit after a night
/// and stands until the figures have everything, so a crash can leave a mark too many, never one too few.
/// </summary>
public sealed class ChangedActivities(Tables tables)
{
    private readonly TableClient _table = tables.Work;

    /// <summary>Marks an activity; marking it again gives the mark a new ETag, so that nobody clears what they have not seen.</summary>
    internal Task Mark(ActivityId id, CancellationToken cancellation)
    {
        var key = Keys.Work.Changed(id);
        return _table.Put(new TableEntity(key.Partition, key.Row), cancellation);
    }

    internal async Task<ChangedActivity?> Find(ActivityId id, CancellationToken cancellation) =>
        await _table.Find(Keys.Work.Changed(id), cancellation) is { } row ? new ChangedActivity(id, row.ETag) : null;

    /// <summary>Clears a mark that is still as it was seen.</summary>
    internal Task Clear(ChangedActivity mark, CancellationToken cancellation) =>
        _table.TryDelete(Keys.Work.Changed(mark.Activity), mark.ETag, cancellation);

    /// <summary>All that are marked, in any order.</summary>
    internal async Task<IReadOnlyList<ActivityId>> All(CancellationToken cancellation)
    {
        var shards = await Task.WhenAll(Enumerable.Range(0, Keys.Work.Shards).Select(async shard =>
            await _table.Partition(Keys.Work.ChangedPartition(shard), cancellation).ToListAsync(cancellation)));
        return [.. shards.SelectMany(rows => rows).Select(row => ActivityId.Parse(row.RowKey).Must())];
    }
}
