using Outreach.Domain;
using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.People;
using Outreach.Functions.People.Merging;
using Outreach.Functions.Security;

namespace Outreach.Functions.Participation.Entries;

/// <summary>
/// What calls about trainings and awards have in common: organisers of the person's area enter, correct and withdraw them, nobody
/// their own, and the audit log has every change. To whoever is none the person does not exist.
/// </summary>
public sealed class EntryDesk(PeopleStore people, RecordEntries entries, AliasStore aliases, AuditLog audit, TimeProvider clock)
{
    /// <summary>Enters what may stand there already: entered again it stays as it is, with what it was corrected to since.</summary>
    /// <param name="id">The person's, as sent.</param>
    internal async Task<Result<EnteredEntry<T>>> Enter<T>(string id, Caller caller, T entry, EntryKind<T> kind, CancellationToken cancellation)
        where T : RecordEntry
    {
        if (!(await Person(id, caller, cancellation)).TryGet(out var person, out var refusal))
            return refusal;
        var entered = new StoredEntry<T>(entry.NewId, entry, clock.GetUtcNow());
        while (true)
        {
            if (await entries.Find(person.Id, entered.Id, kind, cancellation) is { } standing)
                return new EnteredEntry<T>(standing, IsNew: false);
            await Note(person, caller, kind, entered.Id, "", "entered", cancellation);
            if (await entries.TryAdd(person.Id, entered, kind, cancellation))
                return new EnteredEntry<T>(new EntryRow<T>(entered, 1, default), IsNew: true);
        }
    }

    /// <summary>Changes an entry, which keeps its id.</summary>
    /// <param name="change">What the entry becomes.</param>
    internal async Task<Result<EntryRow<T>>> Correct<T>(
        EntryPath path, Caller caller, WantedVersion wanted, Func<T, Result<T>> change, EntryKind<T> kind, CancellationToken cancellation)
        where T : RecordEntry
    {
        if (!(await Find(path, caller, wanted, kind, cancellation)).TryGet(out var found, out var refusal) ||
            !change(found.Row.Stored.Entry).TryGet(out var after, out refusal))
            return refusal;
        var (person, holder, before) = found;
        if (after == before.Stored.Entry)
            return before;
        var changed = string.Join(", ", kind.DiffersIn(after, before.Stored.Entry));
        await Note(person, caller, kind, before.Stored.Id, "", changed, cancellation);
        return await entries.TryReplace(holder, before, after, kind, cancellation)
            ? new EntryRow<T>(before.Stored with { Entry = after }, before.Version + 1, default)
            : Stale;
    }

    /// <summary>Takes an entry out of the record; the answer is what it was.</summary>
    internal async Task<Result<EntryRow<T>>> Withdraw<T>(
        EntryPath path, Caller caller, WantedVersion wanted, EntryKind<T> kind, CancellationToken cancellation)
        where T : RecordEntry
    {
        if (!(await Find(path, caller, wanted, kind, cancellation)).TryGet(out var found, out var refusal))
            return refusal;
        var (person, holder, row) = found;
        await Note(person, caller, kind, row.Stored.Id, "entered", "withdrawn", cancellation);
        return await entries.TryRemove(holder, row, kind, cancellation) ? row : Stale;
    }

    private static Refusal Stale => new(RefusalKind.Stale, "stale", []);

    private async Task<Result<FoundEntry<T>>> Find<T>(
        EntryPath path, Caller caller, WantedVersion wanted, EntryKind<T> kind, CancellationToken cancellation)
        where T : RecordEntry
    {
        if (!EntryId.Parse(path.Entry).TryGet(out var id, out var refusal))
            return refusal.For("entry");
        if (!(await Person(path.Person, caller, cancellation)).TryGet(out var person, out refusal))
            return refusal;

        // It may have been entered for who turned out to be the same person.
        foreach (var holder in (PersonId[])[person.Id, .. await aliases.Of(person.Id, cancellation)])
        {
            if (await entries.Find(holder, id, kind, cancellation) is { } row)
                return wanted.Stale(row.Version) is { } stale ? stale : new FoundEntry<T>(person, holder, row);
        }

        return Refusal.NotFound();
    }

    private async Task<Result<Person>> Person(string id, Caller caller, CancellationToken cancellation) =>
        (await people.FindVisible(id, person => caller.Holds(Role.Organiser, person.Area), cancellation))
            .Then<Person>(person => caller.Owns(person) ? Refusal.Forbidden("same-person") : person);

    /// <summary>What it says is free text, which would outlive the person in the audit log: that it changed, and in what, is noted.</summary>
    private Task Note<T>(Person person, Caller caller, EntryKind<T> kind, EntryId id, string before, string after, CancellationToken cancellation)
        where T : RecordEntry => audit.Write(person.Area, caller.Person, $"{kind.Name}:{person.Id}:{id}", before, after, cancellation);

    /// <param name="Holder">The id under which it is kept.</param>
    private sealed record FoundEntry<T>(Person Person, PersonId Holder, EntryRow<T> Row)
        where T : RecordEntry;
}

/// <summary>A person's id and an entry's, as sent.</summary>
internal sealed record EntryPath(string Person, string Entry);

/// <summary>An entry as it stands, and whether the call made it.</summary>
internal sealed record EnteredEntry<T>(EntryRow<T> Row, bool IsNew)
    where T : RecordEntry;
