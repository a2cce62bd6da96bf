using Azure.Data.Tables;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Security;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People.Merging;

/// <summary>
/// Finds who may be the same person: an index by keyed hashes of the name with the birth date, and with the area. A row may be left
/// over, so whoever finds somebody by it looks at them.
/// </summary>
public sealed class Likenesses(Tables tables, BlindIndex blind)
{
    private readonly TableClient _table = tables.Identities;

    /// <summary>Where a person stands in the index.</summary>
    public IEnumerable<RowKey> KeysOf(Person person)
    {
        yield return Keys.Identities.Likeness(blind.OfLikeness($"{person.Name.Value}|{person.Area}"), person.Id);
        if (person.Details.BirthDate is { } born)
            yield return Keys.Identities.Likeness(blind.OfLikeness($"{person.Name.Value}|{CivilDate.Of(born)}"), person.Id);
    }

    /// <summary>Lets a person be found by what they say now. It is written before they are.</summary>
    public Task Put(Person person, CancellationToken cancellation) => Task.WhenAll(
        KeysOf(person).Select(key => _table.Put(new TableEntity(key.Partition, key.Row) { ["Person"] = person.Id.Value }, cancellation)));

    /// <summary>Lets a person no longer be found by what they said before.</summary>
    public async Task Leave(Person before, Person now, CancellationToken cancellation)
    {
        foreach (var key in KeysOf(before).Except(KeysOf(now)))
            await _table.DeleteEntityAsync(key.Partition, key.Row, cancellationToken: cancellation);
    }

    /// <summary>Everybody who stands where a person does, the person among them.</summary>
    public async Task<IReadOnlyCollection<PersonId>> Beside(Person person, CancellationToken cancellation)
    {
        var found = new HashSet<PersonId>();
        foreach (var partition in KeysOf(person).Select(key => key.Partition))
        {
            await foreach (var row in _table.Partition(partition, cancellation))
                found.Add(PersonId.Parse(row.RowKey).Must());
        }

        return found;
    }
}
