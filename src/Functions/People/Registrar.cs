using System.Security.Cryptography;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.People.Merging;
using Outreach.Functions.Territory;

namespace Outreach.Functions.People;

/// <summary>Registers people, each once: by web form, by queue or from a sample, it is this one way.</summary>
public sealed class Registrar(
    PeopleStore people, NumberClaims claims, IdentityIndex identities, PersonNumbers numbers, Likenesses likenesses, TerritoryStore territories,
    TimeProvider clock)
{
    /// <summary>Registers under a new id, which nobody can have been registered under.</summary>
    public async Task<Result<Person>> Register(RegistrationDraft draft, CancellationToken cancellation) =>
        (await Check(draft, cancellation)).TryGet(out var registration, out var refusal)
            ? await Write(registration, PersonId.FromBytes(RandomNumberGenerator.GetBytes(10)))
            : refusal;

    /// <summary>Registers under an id that the caller chose, so that doing it twice is doing it once: the second time finds the person.</summary>
    public async Task<Result<Person>> Register(RegistrationDraft draft, PersonId id, CancellationToken cancellation)
    {
        if (!(await Check(draft, cancellation)).TryGet(out var registration, out var refusal))
            return refusal;
        return await people.Find(id, cancellation) is { } registered ? registered : await Write(registration, id);
    }

    /// <summary>Checks what was sent as registering does, and writes nothing.</summary>
    internal async Task<Result<Registration>> Check(RegistrationDraft draft, CancellationToken cancellation)
    {
        var known = await territories.KnownAmong([draft.AreaCode, draft.PartyMember?.HomeAreaCode], cancellation);
        return Registration.Check(draft, known.Contains, clock.GetUtcNow());
    }

    /// <summary>
    /// Claims the numbers, then writes the person: a crash in between leaves claims that the next try recovers. Nobody's leaving does the same:
    /// who closes the page after the first claim would find their own number taken.
    /// </summary>
    private async Task<Result<Person>> Write(Registration registration, PersonId id)
    {
        var held = new List<HeldNumber>();
        foreach (var number in claims.KeysOf(registration.Particulars.Details))
        {
            if (await claims.Claim(number, id, CancellationToken.None) is { } claimed)
                held.Add(claimed);
            else
                return await GiveBack(held);
        }

        var said = registration.Particulars;
        var person = new Person(
            id, await numbers.Next(CancellationToken.None), await NewVolunteerNumber(id), said.Name, said.Area,
            said.Details, said.Skills, said.Categories, said.PartyMember, registration.Consents, clock.GetUtcNow());
        await likenesses.Put(person, CancellationToken.None);
        if (await people.TryAdd(person, CancellationToken.None))
            return person;
        return await people.Find(id, CancellationToken.None) is { } registered ? registered : Refusal.NotFound();
    }

    /// <summary>Gives back what this call claimed; what another call under the same id claimed since is that one's.</summary>
    private async Task<Refusal> GiveBack(IEnumerable<HeldNumber> held)
    {
        foreach (var number in held)
            await identities.Release(number, CancellationToken.None);
        return Refusal.Conflict("already-registered");
    }

    private async Task<VolunteerNumber> NewVolunteerNumber(PersonId id)
    {
        while (true)
        {
            var number = VolunteerNumber.FromBytes(RandomNumberGenerator.GetBytes(8));
            if (await identities.TryReserve(number, id, CancellationToken.None))
                return number;
        }
    }
}
