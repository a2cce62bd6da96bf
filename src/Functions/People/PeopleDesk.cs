using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.People;

/// <summary>Part of an area's people.</summary>
/// <param name="Continuation">Where the list goes on; null at the end.</param>
internal sealed record PeopleFound(IReadOnlyList<Person> People, string? Continuation);

/// <summary>Finds people for the admins of where they live. Whoever looks at a child leaves an entry in the audit log.</summary>
public sealed class PeopleDesk(PeopleStore people, Residents residents, IdentityIndex identities, AuditLog audit)
{
    /// <summary>Who live in an area itself, not below it.</summary>
    internal async Task<Result<PeopleFound>> In(AreaCode area, Paging paging, Caller caller, CancellationToken cancellation)
    {
        if (caller.Lacks(Role.Admin, area) is { } lacks)
            return lacks;
        var ids = await residents.In(area, paging.After, cancellation).Take(paging.Limit + 1).ToListAsync(cancellation);
        var (page, continuation) = paging.Of(ids, id => id.Value);
        return new PeopleFound(await LivingIn(area, page, caller, "list-person", cancellation), continuation);
    }

    /// <summary>All who live in an area itself, for a list that leaves the app, which leaves an entry in the audit log whoever is on it.</summary>
    internal async Task<Result<IReadOnlyList<Person>>> All(AreaCode area, Caller caller, CancellationToken cancellation)
    {
        if (caller.Lacks(Role.Admin, area) is { } lacks)
            return lacks;
        var ids = await residents.In(area, null, cancellation).ToListAsync(cancellation);
        await audit.Write(area, caller.Person, "export-people", "", $"{ids.Count}", cancellation);
        return (Person[])[.. await LivingIn(area, ids, caller, "export-person", cancellation)];
    }

    /// <summary>Those of these people who do live there; of the others the way there is taken away.</summary>
    private async Task<IReadOnlyList<Person>> LivingIn(
        AreaCode area, IReadOnlyList<PersonId> ids, Caller caller, string what, CancellationToken cancellation)
    {
        var found = new List<Person>();
        foreach (var (id, person) in (await people.FindAll(ids, cancellation)).OrderBy(found => found.Key.Value, StringComparer.Ordinal))
        {
            if (person.Id == id && person.Area == area)
                found.Add(person);
            else
                await residents.Remove(area, id, cancellation);
        }

        foreach (var person in found)
            await audit.WriteRead(person, caller.Person, what, cancellation);
        return found;
    }

    /// <summary>The person of a volunteer number or a phone number as typed, for admins of where they live; for anyone else there is none.</summary>
    internal async Task<Result<Person>> Find(string text, Caller caller, CancellationToken cancellation)
    {
        var id = VolunteerNumber.Parse(text).TryGet(out var number, out _) ? await identities.Find(number, cancellation)
            : PhoneNumber.Parse(text).TryGet(out var phone, out _) ? await identities.Find(identities.KeyOf(phone), cancellation)
            : null;
        return id is not null && await people.FindBehind(id, cancellation) is { } person && caller.Holds(Role.Admin, person.Area)
            ? person
            : Refusal.Invalid("unknown-person", "find");
    }
}
