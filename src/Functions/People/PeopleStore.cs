using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Data.Tables;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Security;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People;

/// <summary>People's rows, each in the person's own partition.</summary>
public sealed class PeopleStore(Tables tables, Sealer sealer)
{
    private readonly TableClient _table = tables.People;

    /// <summary>A person; null when there is none.</summary>
    public async Task<Person?> Find(PersonId id, CancellationToken cancellation) =>
        await _table.Find(Keys.People.Person(id), cancellation) is { } row ? Open(row) : null;

    /// <summary>The person of an id as sent, for whoever may know of them; for anyone else they do not exist.</summary>
    public async Task<Result<Person>> FindVisible(string id, Func<Person, bool> visible, CancellationToken cancellation)
    {
        if (!PersonId.Parse(id).TryGet(out var parsed, out var refusal))
            return refusal.For("id");
        return await Find(parsed, cancellation) is { } person && visible(person) ? person : Refusal.NotFound();
    }

    /// <summary>Whoever of these people exist, in any order. One read each, side by side.</summary>
    public async Task<IReadOnlyDictionary<PersonId, Person>> FindAll(IEnumerable<PersonId> ids, CancellationToken cancellation)
    {
        var found = new ConcurrentDictionary<PersonId, Person>();
        await Parallel.ForEachAsync(ids.Distinct(), Concurrency.Options(cancellation), async (id, token) =>
        {
            if (await Find(id, token) is { } person)
                found[id] = person;
        });
        return found;
    }

    /// <summary>Writes a person who must be new; false when the id is taken.</summary>
    public Task<bool> TryAdd(Person person, CancellationToken cancellation) => _table.TryInsert(RowOf(person), cancellation);

    private TableEntity RowOf(Person person)
    {
        var details = JsonSerializer.SerializeToUtf8Bytes(person.Details, StoredPeopleJson.Default.PersonalDetails);
        var stored = new StoredPerson(
            person.Id, person.Number, person.VolunteerNumber, person.Name, person.Area, sealer.Seal(details, person.Id.Value),
            person.Skills, person.Categories, person.PartyMember, person.Consent, person.RegisteredAt);
        return Rows.Entity(Keys.People.Person(person.Id), stored, StoredPeopleJson.Default.StoredPerson);
    }

    private Person Open(TableEntity row)
    {
        var stored = row.Read(StoredPeopleJson.Default.StoredPerson);
        var details = JsonSerializer.Deserialize(sealer.Open(stored.Sealed, stored.Id.Value), StoredPeopleJson.Default.PersonalDetails)!;
        return new Person(
            stored.Id, stored.Number, stored.VolunteerNumber, stored.Name, stored.Area, details,
            [.. stored.Skills], [.. stored.Categories], stored.PartyMember, stored.Consent, stored.RegisteredAt);
    }
}
