using System.Security.Cryptography;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Storage;
using Outreach.Functions.Territory;

namespace Outreach.Functions.People;

/// <summary>Registers people, each once: by web form, by queue or from a sample, it is this one way.</summary>
public sealed class Registrar(PeopleStore people, IdentityIndex identities, PersonNumbers numbers, TerritoryStore territories, TimeProvider clock)
{
    private static readonly Refusal AlreadyRegistered = Refusal.Conflict("already-registered");

    public Task<Result<Person>> Register(RegistrationDraft draft, CancellationToken cancellation) =>
        Register(draft, PersonId.FromBytes(RandomNumberGenerator.GetBytes(10)), cancellation);

    /// <summary>Registers under an id that the caller chose, so that doing it twice is doing it once: the second time finds the person.</summary>
    public async Task<Result<Person>> Register(RegistrationDraft draft, PersonId id, CancellationToken cancellation)
    {
        var areas = await KnownAreas(draft, cancellation);
        return Registration.Check(draft, areas.Contains, clock.GetUtcNow()).TryGet(out var registration, out var refusal)
            ? await people.Find(id, cancellation) is { } registered ? registered : await Write(registration, id, cancellation)
            : refusal;
    }

    /// <summary>Claims the numbers, then writes the person: a crash in between leaves claims that the next try recovers.</summary>
    private async Task<Result<Person>> Write(Registration registration, PersonId id, CancellationToken cancellation)
    {
        var claimed = new List<RowKey>();
        foreach (var key in NumbersOf(registration.Details))
        {
            if (!await Claim(key, id, cancellation))
            {
                foreach (var given in claimed)
                    await identities.Release(given, id, cancellation);
                return AlreadyRegistered;
            }

            claimed.Add(key);
        }

        var person = new Person(
            id, await numbers.Next(cancellation), await NewVolunteerNumber(id, cancellation), registration.Name, registration.Area,
            registration.Details, registration.Skills, registration.Categories, registration.PartyMember, registration.Consent, clock.GetUtcNow());
        if (await people.TryAdd(person, cancellation))
            return person;
        return await people.Find(id, cancellation) is { } registered ? registered : Refusal.NotFound();
    }

    private async Task<bool> Claim(RowKey key, PersonId id, CancellationToken cancellation)
    {
        var claim = await identities.Claim(key, id, cancellation);
        return claim.Person == id ||
            (claim.IsLeftOver && await people.Find(claim.Person, cancellation) is null &&
                await identities.TakeOver(key, id, claim.ETag, cancellation));
    }

    private IEnumerable<RowKey> NumbersOf(PersonalDetails details)
    {
        if (details.Phone is { } phone)
            yield return identities.KeyOf(phone);
        if (details.IdNumber is { } number)
            yield return identities.KeyOf(number);
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

    private async Task<HashSet<AreaCode>> KnownAreas(RegistrationDraft draft, CancellationToken cancellation)
    {
        var known = new HashSet<AreaCode>();
        foreach (var text in new[] { draft.AreaCode, draft.PartyMember?.HomeAreaCode })
        {
            if (AreaCode.Parse(text).TryGet(out var code, out _) && await territories.Find(code, cancellation) is not null)
                known.Add(code);
        }

        return known;
    }
}
