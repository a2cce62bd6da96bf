using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Data.Tables;
using Outreach.Domain.People;

namespace Outreach.Functions.Storage;

/// <summary>One way to read and write a row: its subject as JSON in the property <c>Data</c>, and beside it only what a filter needs.</summary>
internal static class Rows
{
    private const string Data = "Data";
    private const int LargestProperty = 64 * 1024;

    public static TableEntity Entity<T>(RowKey key, T data, JsonTypeInfo<T> type) =>
        new(key.Partition, key.Row) { [Data] = JsonSerializer.Serialize(data, type) };

    /// <summary>The row with its subject changed; what stands beside it stays.</summary>
    public static TableEntity With<T>(this TableEntity row, T data, JsonTypeInfo<T> type) =>
        new(row) { [Data] = JsonSerializer.Serialize(data, type) };

    public static T Read<T>(this TableEntity row, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(row.GetString(Data), type)
        ?? throw new InvalidDataException($"Row {row.PartitionKey}/{row.RowKey} is empty.");

    /// <summary>Puts bytes of any length up to the row's own limit (1 MiB) into as many properties as they take.</summary>
    public static TableEntity WithBytes(this TableEntity row, string name, byte[] bytes)
    {
        foreach (var (chunk, i) in bytes.Chunk(LargestProperty).Select((chunk, i) => (chunk, i)))
            row[name + i] = chunk;
        return row;
    }

    /// <summary>The bytes that <see cref="WithBytes"/> put there; empty when there are none.</summary>
    public static byte[] Bytes(this TableEntity row, string name)
    {
        var chunks = new List<byte[]>();
        while (row.GetBinary(name + chunks.Count) is { } chunk)
            chunks.Add(chunk);
        return [.. chunks.SelectMany(chunk => chunk)];
    }

    /// <summary>Whether a key or a text of a row holds a person's id.</summary>
    public static bool Names(this TableEntity row, PersonId person) =>
        row.PartitionKey == person.Value || row.RowKey.Contains(person.Value, StringComparison.Ordinal) ||
        row.Any(property => property.Value is string text && text.Contains(person.Value, StringComparison.Ordinal));

    /// <summary>Puts another id in the place of a person's wherever a row names them, whoever else changes it at the same moment.</summary>
    public static async Task Rename(this TableClient table, TableEntity row, PersonId person, PersonId standIn, CancellationToken cancellation)
    {
        var named = row;
        while (named is not null && named.Names(person) && !await table.TryReplace(named.Renamed(person, standIn), named.ETag, cancellation))
            named = await table.Find(row.PartitionKey, row.RowKey, cancellation);
    }

    /// <summary>The same row with another id in every text where a person's stood.</summary>
    private static TableEntity Renamed(this TableEntity row, PersonId person, PersonId standIn)
    {
        foreach (var (name, value) in row.ToArray())
        {
            if (value is string text && name is not ("PartitionKey" or "RowKey" or "odata.etag"))
                row[name] = text.Replace(person.Value, standIn.Value, StringComparison.Ordinal);
        }

        return row;
    }

    /// <summary>One row by its keys; null when there is none.</summary>
    public static Task<TableEntity?> Find(this TableClient table, RowKey key, CancellationToken cancellation) =>
        table.Find(key.Partition, key.Row, cancellation);

    /// <summary>One row by its keys with its subject alone, whatever stands beside it; null when there is none.</summary>
    public static async Task<TableEntity?> FindSubject(this TableClient table, RowKey key, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(key.Partition, key.Row, [Data], cancellation);
        return found.HasValue ? found.Value : null;
    }

    private static async Task<TableEntity?> Find(this TableClient table, string partition, string key, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellation);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>The rows of one partition whose row key starts with a prefix that ends in ':', in order.</summary>
    public static IAsyncEnumerable<TableEntity> Range(this TableClient table, string partition, string prefix, CancellationToken cancellation)
    {
        var after = Keys.After(prefix);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {after}");
        return table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation);
    }

    /// <summary>All rows of one partition, in order.</summary>
    public static IAsyncEnumerable<TableEntity> Partition(this TableClient table, string partition, CancellationToken cancellation) =>
        table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellation);

    /// <summary>Writes a row that must not be there; false when it is.</summary>
    public static async Task<bool> TryInsert(this TableClient table, TableEntity row, CancellationToken cancellation) =>
        await table.Insert(row, cancellation) is not null;

    /// <summary>Writes a row that must not be there. Gives the version that it has now; null when one is there.</summary>
    public static async Task<ETag?> Insert(this TableClient table, TableEntity row, CancellationToken cancellation)
    {
        try
        {
            return (await table.AddEntityAsync(row, cancellation)).Headers.ETag;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return null;
        }
    }

    /// <summary>Replaces a row that must still be as it was read; false when it changed or is gone.</summary>
    public static async Task<bool> TryReplace(this TableClient table, TableEntity row, ETag etag, CancellationToken cancellation) =>
        await table.Replace(row, etag, cancellation) is not null;

    /// <summary>Replaces a row that must still be as it was read. Gives the version that it has now; null when it changed or is gone.</summary>
    public static async Task<ETag?> Replace(this TableClient table, TableEntity row, ETag etag, CancellationToken cancellation)
    {
        try
        {
            return (await table.UpdateEntityAsync(row, etag, TableUpdateMode.Replace, cancellation)).Headers.ETag;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return null;
        }
    }

    /// <summary>Deletes a row that must still be as it was read; false when it changed or is gone.</summary>
    public static async Task<bool> TryDelete(this TableClient table, RowKey key, ETag etag, CancellationToken cancellation)
    {
        try
        {
            var response = await table.DeleteEntityAsync(key.Partition, key.Row, etag, cancellation);
            return response.Status != 404;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return false;
        }
    }

    /// <summary>
    /// Writes a row that is new most times, so it is written before it is looked for. Where one stands, it becomes what
    /// <paramref name="over"/> makes of it, or stays (null), whoever else writes at the same moment.
    /// </summary>
    /// <returns>Whether it is new.</returns>
    public static async Task<bool> Put(this TableClient table, TableEntity row, Func<TableEntity, TableEntity?> over, CancellationToken cancellation)
    {
        while (!await table.TryInsert(row, cancellation))
        {
            if (await table.Change(row.PartitionKey, row.RowKey, over, cancellation))
                return false;
        }

        return true;
    }

    /// <summary>
    /// Makes of a row what <paramref name="over"/> says, or leaves it (null), whoever else writes at the same moment; false when there is none.
    /// </summary>
    public static Task<bool> Change(this TableClient table, RowKey key, Func<TableEntity, TableEntity?> over, CancellationToken cancellation) =>
        table.Change(key.Partition, key.Row, over, cancellation);

    private static async Task<bool> Change(
        this TableClient table, string partition, string key, Func<TableEntity, TableEntity?> over, CancellationToken cancellation)
    {
        while (await table.Find(partition, key, cancellation) is { } before)
        {
            if (over(before) is not { } after || await table.TryReplace(after, before.ETag, cancellation))
                return true;
        }

        return false;
    }

    /// <summary>Writes a row whether or not it is there.</summary>
    public static Task Put(this TableClient table, TableEntity row, CancellationToken cancellation) =>
        table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
}
