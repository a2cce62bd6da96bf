using Azure;
using Azure.Data.Tables;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Attendance;

/// <summary>An activity that may have people in after its end, and its row as it was seen.</summary>
internal sealed record OpenAttendance(ActivityId Activity, ETag ETag);

/// <summary>
/// Which activities may still have people in when they are over (docs/adr/0013). The consumer of a commit's message notes an
/// activity, so that nothing is added to the way of a check-in; the outbox sees to it that the message comes. A row too many
/// does no harm.
/// </summary>
public sealed class OpenAttendances(Tables tables, CheckOutGrace grace)
{
    private const string DueAt = "DueAt";

    private readonly TableClient _table = tables.Work;

    /// <summary>Notes an activity when one of these people is in.</summary>
    internal Task Follow(ActivityState state, IReadOnlyCollection<PersonId> people, CancellationToken cancellation) =>
        people.Any(person => state.Attendances.TryGetValue(person, out var there) && there.CheckedOutAt is null)
            ? _table.Put(RowOf(state), cancellation)
            : Task.CompletedTask;

    /// <summary>What is to be looked at by an instant (inclusive), in any order.</summary>
    internal async Task<IReadOnlyList<OpenAttendance>> Due(DateTimeOffset by, CancellationToken cancellation)
    {
        var shards = await Task.WhenAll(Enumerable.Range(0, Keys.Work.Shards).Select(async shard =>
            await _table.Partition(Keys.Work.OpenPartition(shard), cancellation).ToListAsync(cancellation)));
        return
        [
            .. shards.SelectMany(rows => rows)
                .Where(row => row.GetDateTimeOffset(DueAt) <= by)
                .Select(row => new OpenAttendance(ActivityId.Parse(row.RowKey).Must(), row.ETag)),
        ];
    }

    /// <summary>Makes a row that is still as it was seen fall due with the activity's present end.</summary>
    internal Task Postpone(OpenAttendance seen, ActivityState state, CancellationToken cancellation) =>
        _table.TryReplace(RowOf(state), seen.ETag, cancellation);

    /// <summary>Clears a row that is still as it was seen.</summary>
    internal Task Clear(OpenAttendance seen, CancellationToken cancellation) =>
        _table.TryDelete(Keys.Work.Open(seen.Activity), seen.ETag, cancellation);

    private TableEntity RowOf(ActivityState state)
    {
        var key = Keys.Work.Open(state.Activity.Id);
        return new TableEntity(key.Partition, key.Row) { [DueAt] = grace.DueAt(state.Plan) };
    }
}
