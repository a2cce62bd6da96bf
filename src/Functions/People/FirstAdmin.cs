using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Security;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People;

/// <summary>
/// The person that a new system starts with: admin of the district, without a phone, known by an id that follows from the
/// district, so that a second start, or a second host, finds the same one.
/// </summary>
/// <remarks>
/// Setting: <c>Outreach:FirstAdmin:Code</c>, for hosts that show nobody a code, is the SHA-256 in hexadecimal of a code that the
/// deployer chose.
/// </remarks>
public sealed partial class FirstAdmin(
    PeopleStore people, GrantStore grants, PersonNumbers numbers, IdentityIndex identities, SessionStore sessions, Tables tables,
    AppDistrict app, IConfiguration configuration, TimeProvider clock)
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

    /// <summary>
    /// Lets the code that the deployer chose sign the first admin in: once, within a day of the first start that sees it. That it was
    /// seen is noted before it opens anything, so no later start and no second host opens it again; another code is a new chance.
    /// </summary>
    public async Task HonourChosenCode(CancellationToken cancellation)
    {
        if (configuration["Outreach:FirstAdmin:Code"] is not { Length: > 0 } setting)
            return;
        if (!Digest().IsMatch(setting))
            throw new InvalidOperationException("The setting Outreach:FirstAdmin:Code must be the SHA-256 of a code, 64 hexadecimal digits.");
        var hash = setting.ToLowerInvariant();
        var seen = Keys.Work.Notice($"first-admin-code-{hash}");
        if (await tables.Work.Find(seen, cancellation) is null && await tables.Work.TryInsert(new TableEntity(seen.Partition, seen.Row), cancellation))
            await sessions.KeepCode(hash, await Ensure(app.Code, cancellation), cancellation);
    }

    /// <summary>A code that signs the first admin in, once, within a day.</summary>
    public async Task<string> IssueCode(AreaCode district, CancellationToken cancellation) =>
        (await sessions.IssueCode(await Ensure(district, cancellation), cancellation)).Token;

    [GeneratedRegex(@"^[0-9A-Fa-f]{64}\z")]
    private static partial Regex Digest();
}
