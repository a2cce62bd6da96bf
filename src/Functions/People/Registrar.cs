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
            ? await Write(registration, PersonId.FromBytes(RandomNumberGenerator.GetBytes(10)), cancellation)
            : refusal;

    /// <summary>Registers under an id that the caller chose, so that doing it twice is doing it once: the second time finds the person.</summary>
    public async Task<Result<Person>> Register(RegistrationDraft draft, PersonId id, CancellationToken cancellation)
    {
        if (!(await Check(draft, cancellation)).TryGet(out var registration, out var refusal))
            return refusal;
        return await people.Find(id, cancellation) is { } registered ? registered : await Write(registration, id, cancellation);
    }

    /// <summary>Checks what was sent as registering does, and writes nothing.</summary>
    internal async Task<Result<Registration>> Check(RegistrationDraft draft, CancellationToken cancellation)
    {
        var known = await territories.KnownAmong([draft.AreaCode, draft.PartyMember?.HomeAreaCode], cancellation);
        return Registration.Check(draft, known.Contains, clock.GetUtcNow());
    }

    /// <summary>Claims the numbers, then writes the person: a crash in between leaves claims that the next try recovers.</summary>
    private async Task<Result<Person>> Write(Registration registration, PersonId id, CancellationToken cancellation)
    {
        var theirs = claims.KeysOf(registration.Particulars.Details).ToArray();
        if (!await claims.TryClaim(theirs, id, cancellation))
        {
            // The id is this call's alone, so nobody else has claimed anything for it.
            foreach (var number in theirs)
                await identities.Release(number, id, cancellation);
            return Refusal.Conflict("already-registered");
        }

        var said = registration.Particulars;
        var person = new Person(
            id, await numbers.Next(cancellation), await NewVolunteerNumber(id, cancellation), said.Name, said.Area,
            said.Details, said.Skills, said.Categories, said.PartyMember, registration.Consents, clock.GetUtcNow());
        await likenesses.Put(person, cancellation);
        if (await people.TryAdd(person, cancellation))
            return person;
        return await people.Find(id, cancellation) is { } registered ? registered : Refusal.NotFound();
    }

    private async Task<VolunteerNumber> NewVolunteerNumber(PersonId id, CancellationToken cancellation)
    {
        while (true)
        {
            var number = VolunteerNumber.FromBytes(RandomNumberGenerator.GetBytes(8));
            if (await identities.TryReserve(number, id, cancellation))
                return number;
        }
    }
}
