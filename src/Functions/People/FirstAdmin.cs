using System.Security.Cryptography;
using System.Text;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Security;

namespace Outreach.Functions.People;

/// <summary>
/// The person that a new system starts with: admin of the district, without a phone, known by an id that follows from the
/// district, so that a second start, or a second host, finds the same one.
/// </summary>
public sealed class FirstAdmin(
    PeopleStore people, GrantStore grants, PersonNumbers numbers, IdentityIndex identities, SessionStore sessions, TimeProvider clock)
{
    public async Task<PersonId> Ensure(AreaCode district, CancellationToken cancellation)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"first-admin|{district}"));
        var id = PersonId.FromBytes(digest.AsSpan(0, 10));
        if (await people.Find(id, cancellation) is null)
        {
            var now = clock.GetUtcNow();
            var number = VolunteerNumber.FromBytes(digest.AsSpan(10, 8));
            await identities.TryReserve(number, id, cancellation);
            var admin = new Person(
                id, await numbers.Next(cancellation), number, PersonName.Parse("管理员").Must(), district,
                new PersonalDetails(null, null, null, null, null), [], [], null, new Consent("none", now), now);
            await people.TryAdd(admin, cancellation);
        }

        await grants.Give(id, new Grant(Role.Admin, district), id, cancellation);
        return id;
    }

    /// <summary>A code that signs the first admin in, once, within a day.</summary>
    public async Task<string> IssueCode(AreaCode district, CancellationToken cancellation) =>
        (await sessions.IssueCode(await Ensure(district, cancellation), cancellation)).Token;
}
