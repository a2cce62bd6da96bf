using Azure.Data.Tables;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Territory;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Activities;

/// <summary>
/// Where published activities are found by area and time. It follows from the activities' headers: whoever changes one writes
/// its entry, and the consumer of the commit's message writes it again, so that a crash in between leaves no hole.
/// </summary>
public sealed class ActivityCalendar(Tables tables)
{
    private readonly TableClient _table = tables.Calendar;

    /// <summary>Makes the entry of an activity what its header says, and takes away those where it started before it was moved.</summary>
    public async Task Replace(Activity activity, CancellationToken cancellation)
    {
        if (activity.Status == ActivityStatus.Draft)
            return; // Drafts are not listed, and nothing goes back to being one.
        var key = Keys.Calendar.Of(activity);
        await _table.Put(Rows.Entity(key, activity, StoredActivitiesJson.Default.Activity), cancellation);
        foreach (var left in (activity.FormerStarts ?? []).Select(start => Keys.Calendar.Of(activity, start)).Where(left => left != key))
            await _table.DeleteEntityAsync(left.Partition, left.Row, cancellationToken: cancellation);
    }

    /// <summary>What starts within a month, from an instant on (inclusive), in order of the start.</summary>
    public IAsyncEnumerable<Activity> In(AreaCode area, Month month, DateTimeOffset from, CancellationToken cancellation)
    {
        var partition = Keys.Calendar.Partition(area, month);
        var first = Keys.Calendar.RowFrom(from);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first}");
        return _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).Select(row => row.Read(StoredActivitiesJson.Default.Activity));
    }
}
