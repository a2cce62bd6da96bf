using Azure.Data.Tables;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Security;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Participation;

/// <summary>Who speaks for a unit: a row in the person's own partition, beside their grants. A unit is no area, so it is no grant.</summary>
public sealed class UnitContacts(Tables tables, AuditLog audit)
{
    private readonly TableClient _table = tables.People;

    public async Task<bool> Has(UnitCode unit, PersonId person, CancellationToken cancellation) =>
        await _table.Find(Keys.People.UnitContact(person, unit), cancellation) is not null;

    /// <summary>The units that a person speaks for.</summary>
    internal IAsyncEnumerable<UnitCode> Of(PersonId person, CancellationToken cancellation) => _table
        .Range(person.Value, Keys.People.UnitContactPrefix, cancellation)
        .Select(row => UnitCode.Parse(row.RowKey[Keys.People.UnitContactPrefix.Length..]).Must());

    /// <summary>Makes a person a contact. False when they were already.</summary>
    public async Task<bool> Name(UnitCode unit, PersonId person, AreaCode area, PersonId by, CancellationToken cancellation)
    {
        await audit.Write(area, by, $"unit-contact:{person}", "", unit.Value, cancellation);
        var key = Keys.People.UnitContact(person, unit);
        return await _table.TryInsert(new TableEntity(key.Partition, key.Row), cancellation);
    }

    /// <summary>Ends it. False when the person was none.</summary>
    public async Task<bool> Dismiss(UnitCode unit, PersonId person, AreaCode area, PersonId by, CancellationToken cancellation)
    {
        var key = Keys.People.UnitContact(person, unit);
        if (await _table.Find(key, cancellation) is not { } row)
            return false;
        await audit.Write(area, by, $"unit-contact:{person}", unit.Value, "", cancellation);
        return await _table.TryDelete(key, row.ETag, cancellation);
    }
}
