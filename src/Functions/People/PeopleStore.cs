using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Security;
using Outreach.Functions.Security.Rotation;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People;

/// <summary>People's rows, each in the person's own partition.</summary>
public sealed class PeopleStore(Tables tables, Residents residents, Sealer sealer, SealedPlaces sealedPlaces) : ISealedStore
{
    private const string VersionProperty = "Version";

    private readonly TableClient _table = tables.People;

    /// <summary>The person of an id, who may have turned out to be another; null when there is none.</summary>
    public async Task<Person?> Find(PersonId id, CancellationToken cancellation) =>
        await _table.Find(Keys.People.Person(id), cancellation) is { } row ? Open(row) : null;

    /// <summary>Whether there is such a person, readable or not.</summary>
    public async Task<bool> Exists(PersonId id, CancellationToken cancellation) =>
        await _table.Find(Keys.People.Person(id), cancellation) is not null;

    /// <summary>The person behind an id: of an alias who remains, and is no alias themself; null when there is none.</summary>
    public async Task<Person?> FindBehind(PersonId id, CancellationToken cancellation)
    {
        var person = await Find(id, cancellation);
        return person?.MergedBy is { } merge ? await Find(merge.Survivor, cancellation) : person;
    }

    /// <summary>A person with the version of their row, for whoever changes it; null when there is none.</summary>
    internal async Task<PersonRow?> FindRow(PersonId id, CancellationToken cancellation) =>
        await _table.Find(Keys.People.Person(id), cancellation) is { } row ? new PersonRow(Open(row), VersionOf(row), row.ETag) : null;

    /// <summary>The person of an id as sent, for whoever may know of them; for anyone else they do not exist, and an alias for nobody.</summary>
    public async Task<Result<Person>> FindVisible(string id, Func<Person, bool> visible, CancellationToken cancellation) =>
        (await FindVisibleRow(id, visible, cancellation)).Then<Person>(row => row.Person);

    /// <summary>The same, with the version of the row.</summary>
    internal async Task<Result<PersonRow>> FindVisibleRow(string id, Func<Person, bool> visible, CancellationToken cancellation)
    {
        if (!PersonId.Parse(id).TryGet(out var parsed, out var refusal))
            return refusal.For("id");
        return await FindRow(parsed, cancellation) is { Person.MergedBy: null } row && visible(row.Person) ? row : Refusal.NotFound();
    }

    /// <summary>Whoever of these people exist, by the ids given: for an alias who remains. One read each, side by side.</summary>
    public Task<IReadOnlyDictionary<PersonId, Person>> FindAll(IEnumerable<PersonId> ids, CancellationToken cancellation) =>
        Concurrency.FindAll(ids, FindBehind, cancellation);

    /// <summary>Writes a person who must be new; false when the id is taken.</summary>
    public async Task<bool> TryAdd(Person person, CancellationToken cancellation)
    {
        await Task.WhenAll(sealedPlaces.Note(Kind, person.Id.Value, cancellation), residents.Put(person, cancellation));
        return await _table.TryInsert(RowOf(person, version: 1), cancellation);
    }

    /// <summary>Replaces a person whose row is still as it was read. Null when it changed meanwhile, or is gone.</summary>
    internal async Task<PersonRow?> TryReplace(Person person, PersonRow before, CancellationToken cancellation)
    {
        await sealedPlaces.Note(Kind, person.Id.Value, cancellation);
        if (person.Area != before.Person.Area)
            await residents.Put(person, cancellation);
        var version = before.Version + 1;
        var row = RowOf(person, version);
        return await _table.TryReplace(row, before.ETag, cancellation) || await Stands(person.Id, row, cancellation)
            ? new PersonRow(person, version, default)
            : null;
    }

    /// <summary>
    /// Changes a person for whoever may, as often as it takes while others change them too; for anyone else they do not exist. What
    /// comes to the same is not written.
    /// </summary>
    /// <param name="change">Pure: it is made again when somebody else wrote first.</param>
    internal async Task<Result<PersonRow>> Change(
        string id, Func<Person, bool> visible, Func<PersonRow, Result<Person>> change, CancellationToken cancellation)
    {
        while (true)
        {
            if (!(await FindVisibleRow(id, visible, cancellation)).TryGet(out var before, out var refusal) ||
                !change(before).TryGet(out var after, out refusal))
                return refusal;
            if (after == before.Person)
                return before;
            if (await TryReplace(after, before, cancellation) is { } written)
                return written;
        }
    }

    /// <summary>Deletes a person whose row is still as it was read; false when it changed meanwhile, or is gone.</summary>
    internal Task<bool> TryRemove(PersonRow row, CancellationToken cancellation) =>
        _table.TryDelete(Keys.People.Person(row.Person.Id), row.ETag, cancellation);

    /// <summary>Deletes everything that stands in a person's partition, except what starts with one of these prefixes.</summary>
    internal async Task Clear(PersonId person, IReadOnlyCollection<string> except, CancellationToken cancellation)
    {
        await foreach (var row in _table.Partition(person.Value, cancellation))
        {
            if (!except.Any(prefix => row.RowKey.StartsWith(prefix, StringComparison.Ordinal)))
                await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellation);
        }
    }

    public string Kind => "people";

    public async Task Reseal(string partition, CancellationToken cancellation)
    {
        var key = Keys.People.Person(PersonId.Parse(partition).Must());
        while (await _table.Find(key, cancellation) is { } row)
        {
            var stored = row.Read(StoredPeopleJson.Default.StoredPerson);
            if (sealer.IsCurrent(stored.Sealed))
                return;
            await sealedPlaces.Note(Kind, partition, cancellation);
            var anew = stored with { Sealed = sealer.Reseal(stored.Sealed, stored.Id.Value) };
            if (await _table.TryReplace(row.With(anew, StoredPeopleJson.Default.StoredPerson), row.ETag, cancellation))
                return;
        }
    }

    /// <summary>
    /// Whether a row that could not be written stands all the same: an attempt before wrote it, and the reply was lost. What is sealed in it
    /// is never sealed twice alike, so that no other call's row is taken for it.
    /// </summary>
    private async Task<bool> Stands(PersonId id, TableEntity row, CancellationToken cancellation) =>
        await _table.Find(Keys.People.Person(id), cancellation) is { } standing &&
        standing.Read(StoredPeopleJson.Default.StoredPerson).Sealed == row.Read(StoredPeopleJson.Default.StoredPerson).Sealed;

    private static long VersionOf(TableEntity row) => row.GetInt64(VersionProperty) ?? 1;

    internal TableEntity RowOf(Person person, long version)
    {
        var row = Rows.Entity(Keys.People.Person(person.Id), Store(person), StoredPeopleJson.Default.StoredPerson);
        row[VersionProperty] = version;
        return row;
    }

    /// <summary>A person as they are kept; <see cref="Open(StoredPerson)"/> reads them.</summary>
    internal StoredPerson Store(Person person)
    {
        var details = JsonSerializer.SerializeToUtf8Bytes(person.Details, StoredPeopleJson.Default.PersonalDetails);
        return new StoredPerson(
            person.Id, person.Number, person.VolunteerNumber, person.Name, person.Area, sealer.Seal(details, person.Id.Value),
            person.Skills, person.Categories, person.PartyMember, person.Consents.All, person.RegisteredAt, person.MergedBy);
    }

    internal Person Open(StoredPerson stored)
    {
        var details = JsonSerializer.Deserialize(sealer.Open(stored.Sealed, stored.Id.Value), StoredPeopleJson.Default.PersonalDetails)!;
        return new Person(
            stored.Id, stored.Number, stored.VolunteerNumber, stored.Name, stored.Area, details,
            [.. stored.Skills], [.. stored.Categories], stored.PartyMember, new Consents([.. stored.Consents]), stored.RegisteredAt)
        {
            MergedBy = stored.MergedBy,
        };
    }

    private Person Open(TableEntity row) => Open(row.Read(StoredPeopleJson.Default.StoredPerson));
}

/// <summary>A person as read: the version counts the changes of what it says, from 1.</summary>
internal sealed record PersonRow(Person Person, long Version, ETag ETag)
{
    /// <summary>What clients know the version by.</summary>
    public string Tag => Version.ToString(CultureInfo.InvariantCulture);
}
