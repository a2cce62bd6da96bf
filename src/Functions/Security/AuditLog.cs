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
        return _table.AddEntityAsync(row, cancellation);
    }
}
