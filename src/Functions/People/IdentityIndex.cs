using Azure;
using Azure.Data.Tables;
using Outreach.Domain.People;
using Outreach.Functions.Security;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People;

/// <summary>
/// Who holds a number. A registration claims its numbers before it writes the person, so a number whose claimant has no row is
/// either being registered now or was left by a crash; the first minutes decide which (docs/adr/0005).
/// </summary>
public sealed class IdentityIndex(Tables tables, BlindIndex blind, TimeProvider clock)
{
    /// <summary>No request lives this long: an older claim without a person is a crash's.</summary>
    private static readonly TimeSpan ClaimLife = TimeSpan.FromMinutes(5);

    private readonly TableClient _table = tables.Identities;

    public RowKey KeyOf(PhoneNumber phone) => Keys.Identities.Of("phone", blind.Of(phone));

    public RowKey KeyOf(ResidentId number) => Keys.Identities.Of("id-number", blind.Of(number));

    public static RowKey KeyOf(VolunteerNumber number) => Keys.Identities.VolunteerNumber(number);

    /// <summary>
    /// Claims a number for a person. Gives the claim that stands: this one, or the earlier one of somebody else. A person's own
    /// earlier claim is made anew, so that whoever saw the old one can neither take it over nor give it back.
    /// </summary>
    public async Task<Claim> Claim(RowKey key, PersonId person, CancellationToken cancellation)
    {
        var row = new TableEntity(key.Partition, key.Row) { ["Person"] = person.Value, ["ClaimedAt"] = clock.GetUtcNow() };
        while (true)
        {
            if (await _table.Insert(row, cancellation) is { } inserted)
                return new Claim(person, IsLeftOver: false, inserted);
            if (await _table.Find(key, cancellation) is not { } standing)
                continue;
            if (standing.GetString("Person") != person.Value)
                return new Claim(
                    PersonId.Parse(standing.GetString("Person")).Must(),
                    clock.GetUtcNow() - standing.GetDateTimeOffset("ClaimedAt") > ClaimLife,
                    standing.ETag);
            if (await _table.Replace(row, standing.ETag, cancellation) is { } replaced)
                return new Claim(person, IsLeftOver: false, replaced);
        }
    }

    /// <summary>Takes over a claim that a crash left behind; null when somebody else did.</summary>
    public async Task<HeldNumber?> TakeOver(RowKey key, PersonId person, ETag etag, CancellationToken cancellation)
    {
        var row = new TableEntity(key.Partition, key.Row) { ["Person"] = person.Value, ["ClaimedAt"] = clock.GetUtcNow() };
        return await _table.Replace(row, etag, cancellation) is { } replaced ? new HeldNumber(key, replaced) : null;
    }

    /// <summary>A person's claim of a number as it stands; null when the number is not theirs.</summary>
    public async Task<HeldNumber?> Find(RowKey key, PersonId person, CancellationToken cancellation) =>
        await _table.Find(key, cancellation) is { } row && row.GetString("Person") == person.Value ? new HeldNumber(key, row.ETag) : null;

    /// <summary>Gives a number back that is still held as it was seen.</summary>
    public Task Release(HeldNumber held, CancellationToken cancellation) => _table.TryDelete(held.Key, held.ETag, cancellation);

    /// <summary>Gives a person's number back, if it is theirs.</summary>
    public async Task Release(RowKey key, PersonId person, CancellationToken cancellation)
    {
        if (await Find(key, person, cancellation) is { } held)
            await Release(held, cancellation);
    }

    /// <summary>Whose a volunteer number is; null for nobody's.</summary>
    public Task<PersonId?> Find(VolunteerNumber number, CancellationToken cancellation) => Find(KeyOf(number), cancellation);

    /// <summary>Whose a number is, or is being registered for; null for nobody's.</summary>
    public async Task<PersonId?> Find(RowKey number, CancellationToken cancellation) =>
        await _table.Find(number, cancellation) is { } row ? PersonId.Parse(row.GetString("Person")).Must() : null;

    /// <summary>Reserves a volunteer number; false when somebody has it.</summary>
    public Task<bool> TryReserve(VolunteerNumber number, PersonId person, CancellationToken cancellation)
    {
        var key = Keys.Identities.VolunteerNumber(number);
        return _table.TryInsert(new TableEntity(key.Partition, key.Row) { ["Person"] = person.Value }, cancellation);
    }
}

/// <summary>Who claims a number, and whether the claim is old enough to be a crash's when its person has no row.</summary>
public sealed record Claim(PersonId Person, bool IsLeftOver, ETag ETag);

/// <summary>A row of the index as it was seen.</summary>
public sealed record HeldNumber(RowKey Key, ETag ETag);
