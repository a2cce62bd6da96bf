using Azure;
using Azure.Data.Tables;
using Outreach.Domain.Activities;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Activities;

/// <summary>An activity with places on offer, and its row as it was seen.</summary>
internal sealed record PendingOffer(ActivityId Activity, ETag ETag);

/// <summary>
/// Which activities have places on offer, and when the first offer ends (docs/adr/0009). As with <see cref="ChangedActivities"/>
/// the row is written before the commit, and the roster row remembers that it stands: a crash can leave a row too many, or
/// one that is due too early, never one too few.
/// </summary>
public sealed class PendingOffers(Tables tables)
{
    private const string DueAt = "DueAt";

    private readonly TableClient _table = tables.Work;

    /// <summary>
    /// Says that an activity falls due at an instant, or earlier if that was said before: who says it may lose the race for the commit to
    /// whom an earlier one concerns. In either case its row gets a new ETag, so that nobody takes away what they have not seen.
    /// </summary>
    internal Task Mark(ActivityId id, DateTimeOffset dueAt, CancellationToken cancellation) => _table.Put(
        RowOf(id, dueAt),
        before => RowOf(id, before.GetDateTimeOffset(DueAt) is { } said && said < dueAt ? said : dueAt),
        cancellation);

    /// <summary>What falls due by an instant (inclusive), in any order.</summary>
    internal async Task<IReadOnlyList<PendingOffer>> Due(DateTimeOffset by, CancellationToken cancellation)
    {
        var shards = await Task.WhenAll(Enumerable.Range(0, Keys.Work.Shards).Select(async shard =>
            await _table.Partition(Keys.Work.OffersPartition(shard), cancellation).ToListAsync(cancellation)));
        return
        [
            .. shards.SelectMany(rows => rows)
                .Where(row => row.GetDateTimeOffset(DueAt) <= by)
                .Select(row => new PendingOffer(ActivityId.Parse(row.RowKey).Must(), row.ETag)),
        ];
    }

    /// <summary>Makes a row that is still as it was seen fall due later, or never (null).</summary>
    internal Task Postpone(PendingOffer pending, DateTimeOffset? dueAt, CancellationToken cancellation) => dueAt is { } later
        ? _table.TryReplace(RowOf(pending.Activity, later), pending.ETag, cancellation)
        : _table.TryDelete(Keys.Work.Offers(pending.Activity), pending.ETag, cancellation);

    private static TableEntity RowOf(ActivityId id, DateTimeOffset dueAt)
    {
        var key = Keys.Work.Offers(id);
        return new TableEntity(key.Partition, key.Row) { [DueAt] = dueAt };
    }
}
