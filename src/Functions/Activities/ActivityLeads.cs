using Azure.Data.Tables;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.Territory;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Activities;

/// <summary>Why somebody has to look at an activity.</summary>
/// <param name="Name">As it stands in a key.</param>
/// <param name="Holds">Whether they still have to, by what the activity says.</param>
internal sealed record Lead(string Name, Func<ActivityState, bool> Holds)
{
    public static readonly Lead Draft = new("drafts", state => state.Activity.Status == ActivityStatus.Draft);

    /// <summary>An amendment waits for a second person.</summary>
    public static readonly Lead Review = new("reviews", state => Pending(state).Any());

    /// <summary>What waits for a second person.</summary>
    public static IEnumerable<Amendment> Pending(ActivityState state) =>
        state.MakeUps.Values.Concat<Amendment>(state.Corrections.Values).Where(amendment => amendment.Status == AmendmentStatus.Pending);
}

/// <summary>
/// Which activities of an area somebody has to look at: a row leads to the activity, which alone knows whether they still have to. So a row
/// too many does no harm, and goes when it is met.
/// </summary>
public sealed class ActivityLeads(Tables tables, ActivityStore activities)
{
    private const string AreaProperty = "Area";

    private readonly TableClient _table = tables.Calendar;

    /// <summary>Puts an activity under the area that it has now.</summary>
    internal Task Put(Lead lead, Activity activity, CancellationToken cancellation)
    {
        var key = Keys.Calendar.Lead(activity, lead.Name);
        return _table.Put(new TableEntity(key.Partition, key.Row) { [AreaProperty] = activity.Plan.OrganiserArea.Value }, cancellation);
    }

    /// <summary>The activities of an area and everything below it, in order of the start.</summary>
    internal async Task<IReadOnlyList<ActivityState>> In(Lead lead, AreaCode area, CancellationToken cancellation)
    {
        var (partition, code, beyond) = (Keys.Calendar.Leads(area, lead.Name), area.Value, Keys.After(area.Value + ':'));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and Area ge {code} and Area lt {beyond}");
        var found = new List<ActivityState>();
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            if ((await activities.Read(ActivityId.Parse(row.RowKey).Must(), cancellation)).TryGet(out var state, out _) && lead.Holds(state))
                found.Add(state);
            else
                await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation);
        }

        return [.. found.OrderBy(state => state.Plan.StartsAt)];
    }
}
