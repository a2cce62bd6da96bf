using Azure.Data.Tables;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People;

/// <summary>
/// Who lives in which area: a row leads to the person, who alone knows where they live. It is written before the person's own row, so that a
/// crash leaves one too many, which goes when it is met, and never one too few.
/// </summary>
public sealed class Residents(Tables tables)
{
    private readonly TableClient _table = tables.Identities;

    internal Task Put(Person person, CancellationToken cancellation)
    {
        var key = Keys.Identities.Resident(person.Area, person.Id);
        return _table.Put(new TableEntity(key.Partition, key.Row) { ["Person"] = person.Id.Value }, cancellation);
    }

    /// <summary>Ids of who live in an area, or did, in their order.</summary>
    /// <param name="after">Exclusive; null for the first.</param>
    internal IAsyncEnumerable<PersonId> In(AreaCode area, string? after, CancellationToken cancellation)
    {
        var (partition, first) = (Keys.Identities.Residents(area), after ?? "");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {first}");
        return _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).Select(row => PersonId.Parse(row.RowKey).Must());
    }

    internal Task Remove(AreaCode area, PersonId person, CancellationToken cancellation)
    {
        var key = Keys.Identities.Resident(area, person);
        return _table.DeleteEntityAsync(key.Partition, key.Row, cancellationToken: cancellation);
    }
}
