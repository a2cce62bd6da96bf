using System.Security.Cryptography;
using Azure.Data.Tables;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Security;

/// <summary>What staff changed: who, when, what, before and after; by district, newest first. Rows are only ever added.</summary>
public sealed class AuditLog(Tables tables, TimeProvider clock)
{
    private readonly TableClient _table = tables.People;

    /// <summary>Notes that staff looked at somebody who is under age; others are looked at without (minors' network rules Art 36).</summary>
    public Task WriteRead(Person person, PersonId by, string what, CancellationToken cancellation) =>
        person.Id != by && person.IsMinor(CivilTime.DateOf(clock.GetUtcNow()))
            ? Write(person.Area, by, $"{what}:{person.Id}", "", "", cancellation)
            : Task.CompletedTask;

    /// <summary>Keeps the entries of a district that name a person, with another id in place of theirs.</summary>
    public async Task Rename(AreaCode district, PersonId person, PersonId standIn, CancellationToken cancellation)
    {
        await foreach (var row in _table.Partition(Keys.People.AuditPartition(district), cancellation))
            await _table.Rename(row, person, standIn, cancellation);
    }

    /// <param name="what">A short key and the ids it concerns, never a name or a number.</param>
    public Task Write(AreaCode area, PersonId by, string what, string before, string after, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var key = Keys.People.Audit(area, now, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)));
        var row = new TableEntity(key.Partition, key.Row)
        {
            ["At"] = now,
            ["By"] = by.Value,
            ["Area"] = area.Value,
            ["What"] = what,
            ["Before"] = before,
            ["After"] = after,
        };
        // The key is this entry's alone: where it is there, an attempt before wrote it and the reply was lost.
        return _table.TryInsert(row, cancellation);
    }

    /// <summary>What was changed in an area and below, newest first, each with the key that the list goes on after.</summary>
    /// <param name="after">The key of an earlier entry; null for the newest.</param>
    internal IAsyncEnumerable<(string Key, AuditEntry Entry)> Of(AreaCode area, string? after, CancellationToken cancellation)
    {
        var (partition, first, end) = (Keys.People.AuditPartition(area), after ?? "", Keys.After(area.Value + ':'));
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition} and RowKey gt {first} and Area ge {area.Value} and Area lt {end}");
        return _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).Select(row => (row.RowKey, EntryOf(row)));
    }

    /// <summary>What staff changed of a person, or looked at, in a district, newest first. Reads all of the district's entries.</summary>
    internal IAsyncEnumerable<AuditEntry> About(AreaCode district, PersonId person, CancellationToken cancellation) => _table
        .Partition(Keys.People.AuditPartition(district), cancellation)
        .Select(EntryOf)
        .Where(entry => entry.What.Contains(person.Value, StringComparison.Ordinal));

    private static AuditEntry EntryOf(TableEntity row) => new(
        row.GetDateTimeOffset("At")!.Value, row.GetString("By"), row.GetString("Area"), row.GetString("What"), row.GetString("Before"),
        row.GetString("After"));
}

/// <summary>One change by staff. <paramref name="What"/> is a short key and the ids it concerns.</summary>
public sealed record AuditEntry(DateTimeOffset At, string By, string Area, string What, string Before, string After);
