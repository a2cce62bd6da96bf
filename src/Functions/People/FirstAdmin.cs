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
public sealed class FirstAdmin(
    PeopleStore people, GrantStore grants, PersonNumbers numbers, IdentityIndex identities, SessionStore sessions, Tables tables,
    AppDistrict app, ChosenCode chosen, TimeProvider clock)
{
    public async Task<PersonId> Ensure(AreaCode district, CancellationToken cancellation)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"first-admin|{district}"));
        var id = PersonId.FromBytes(digest.AsSpan(0, 10));
        if (!await people.Exists(id, cancellation))
        {
            var now = clock.GetUtcNow();
            var number = VolunteerNumber.FromBytes(digest.AsSpan(10, 8));
            await identities.TryReserve(number, id, cancellation);
            var admin = new Person(
                id, await numbers.Next(cancellation), number, PersonName.Parse("管理员").Must(), district,
                new PersonalDetails(null, null, null, null, null), [], [], null, Consents.ToParticipation("none", now), now);
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
        if (chosen.Hash is not { } hash)
            return;
        var seen = Keys.Work.Notice($"first-admin-code-{hash}");
        if (await tables.Work.Find(seen, cancellation) is null &&
            await tables.Work.TryInsert(new TableEntity(seen.Partition, seen.Row), cancellation))
            await sessions.KeepCode(hash, await Ensure(app.Code, cancellation), cancellation);
    }

    /// <summary>A code that signs the first admin in, once, within a day.</summary>
    public async Task<string> IssueCode(AreaCode district, CancellationToken cancellation) =>
        (await sessions.IssueCode(await Ensure(district, cancellation), cancellation)).Token;
}

/// <summary>
/// The code that a deployer chose for the first admin, where the host shows nobody one. Setting: <c>Outreach:FirstAdmin:Code</c>, the
/// SHA-256 of the code in hexadecimal.
/// </summary>
/// <param name="Hash">In lower case; null where none is chosen.</param>
public sealed partial record ChosenCode(string? Hash)
{
    private const string Setting = "Outreach:FirstAdmin:Code";

    /// <exception cref="SettingException">The setting is no digest.</exception>
    public static ChosenCode Read(IConfiguration configuration)
    {
        var hash = configuration[Setting];
        if (string.IsNullOrEmpty(hash))
            return new ChosenCode((string?)null);
        return Digest().IsMatch(hash)
            ? new ChosenCode(hash.ToLowerInvariant())
            : throw new SettingException(Setting, "must be the SHA-256 of a code, 64 hexadecimal digits");
    }

    [GeneratedRegex(@"^[0-9A-Fa-f]{64}\z")]
    private static partial Regex Digest();
}
