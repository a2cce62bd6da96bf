using Azure;
using Azure.Data.Tables;

namespace Outreach.Functions.Storage;

/// <summary>
/// Changes of one partition that happen together or not at all. Azurite takes batches that the service refuses, hence the
/// checks here: one partition, at most 100 rows, no row twice.
/// </summary>
internal sealed class Transaction(TableClient table)
{
    public const int MostRows = 100;

    private readonly List<TableTransactionAction> _actions = [];
    private readonly HashSet<string> _rows = [];

    public int Count => _actions.Count;

    /// <summary>Writes a row whether or not it is there.</summary>
    public Transaction Put(TableEntity row) => Add(TableTransactionActionType.UpsertReplace, row, default);

    /// <summary>Writes a row that must not be there yet.</summary>
    public Transaction Insert(TableEntity row) => Add(TableTransactionActionType.Add, row, default);

    /// <summary>Replaces a row that must still be as it was read.</summary>
    public Transaction Replace(TableEntity row, ETag etag) => Add(TableTransactionActionType.UpdateReplace, row, etag);

    /// <summary>Deletes a row that must be there, whatever it holds.</summary>
    public Transaction Delete(RowKey key) => Delete(new TableEntity(key.Partition, key.Row));

    /// <summary>The same, where only the keys of the row matter.</summary>
    public Transaction Delete(TableEntity row) => Add(TableTransactionActionType.Delete, row, ETag.All);

    /// <summary>Deletes a row that must still be as it was read.</summary>
    public Transaction Delete(RowKey key, ETag etag) => Add(TableTransactionActionType.Delete, new TableEntity(key.Partition, key.Row), etag);

    /// <summary>Commits. The ETags of the rows come back in the order in which they were added.</summary>
    /// <exception cref="RequestFailedException">404, 409 or 412 when a row is not as expected; then nothing was written.</exception>
    public async Task<IReadOnlyList<ETag>> Commit(CancellationToken cancellation)
    {
        if (_actions.Count == 0)
            return [];
        var response = await table.SubmitTransactionAsync(_actions, cancellation);
        return [.. response.Value.Select(r => r.Headers.ETag ?? default)];
    }

    private Transaction Add(TableTransactionActionType type, TableEntity row, ETag etag)
    {
        if (_actions.Count == MostRows)
            throw new InvalidOperationException($"A transaction takes {MostRows} rows.");
        if (_actions.Count > 0 && _actions[0].Entity.PartitionKey != row.PartitionKey)
            throw new InvalidOperationException("A transaction stays within one partition.");
        if (!_rows.Add(row.RowKey))
            throw new InvalidOperationException($"Row {row.RowKey} stands twice in one transaction.");
        _actions.Add(new TableTransactionAction(type, row, etag));
        return this;
    }
}
