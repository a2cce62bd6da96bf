using Azure.Data.Tables;
using Outreach.Domain.Activities;
using Outreach.Domain.Territory;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Activities;

/// <summary>
/// Which activities are drafts, by area: a row leads to the activity, which alone knows whether it still is one. A draft is written before
/// its row, so that a crash in between leaves one that its form, sent again, lists.
/// </summary>
public sealed class Drafts(Tables tables, ActivityStore activities)
{
    private const string AreaProperty = "Area";

    private readonly TableClient _table = tables.Calendar;

    /// <summary>Lists a draft under the area that it has now.</summary>
    internal Task Put(Activity draft, CancellationToken cancellation)
    {
        var key = Keys.Calendar.Draft(draft);
        return _table.Put(new TableEntity(key.Partition, key.Row) { [AreaProperty] = draft.Plan.OrganiserArea.Value }, cancellation);
    }

    /// <summary>The drafts of an area and everything below it, in order of the start.</summary>
    internal async Task<IReadOnlyList<Activity>> In(AreaCode area, CancellationToken cancellation)
    {
        var (partition, code, beyond) = (Keys.Calendar.Drafts(area), area.Value, Keys.After(area.Value + ':'));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and Area ge {code} and Area lt {beyond}");
        var found = new List<Activity>();
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            if ((await activities.Read(ActivityId.Parse(row.RowKey).Must(), cancellation)).TryGet(out var state, out _) &&
                state.Activity.Status == ActivityStatus.Draft)
                found.Add(state.Activity);
            else
                await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellation);
        }

        return [.. found.OrderBy(activity => activity.Plan.StartsAt)];
    }
}
