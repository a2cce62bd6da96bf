using Azure.Data.Tables;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Activities;

/// <summary>
/// Which activities a person waited for, or gave a place back of, noted in their own partition: who does is engaged in nothing (docs/adr/0009),
/// so nothing else there leads to the activity. How they stand the activity alone knows.
/// </summary>
public sealed class WaitingNotes(Tables tables)
{
    private readonly TableClient _table = tables.People;

    internal Task Put(PersonId person, ActivityId activity, CancellationToken cancellation)
    {
        var key = Keys.People.Wait(person, activity);
        return _table.Put(new TableEntity(key.Partition, key.Row), cancellation);
    }

    internal IAsyncEnumerable<ActivityId> Of(PersonId person, CancellationToken cancellation) => _table
        .Range(person.Value, Keys.People.WaitPrefix, cancellation)
        .Select(row => ActivityId.Parse(row.RowKey[Keys.People.WaitPrefix.Length..]).Must());

    internal Task Remove(PersonId person, ActivityId activity, CancellationToken cancellation)
    {
        var key = Keys.People.Wait(person, activity);
        return _table.DeleteEntityAsync(key.Partition, key.Row, cancellationToken: cancellation);
    }
}
