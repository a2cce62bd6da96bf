using Outreach.Domain.People;
using Outreach.Functions.People.Merging;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People;

/// <summary>
/// Claims phone and ID numbers for people before their rows say so (docs/adr/0005): of two who want the same number one claim
/// fails. A claim that is old and whose person does not hold the number was left by a crash, and is taken over. What an alias holds is
/// theirs who remains, and what a merge may give back is still held.
/// </summary>
public sealed class NumberClaims(PeopleStore people, IdentityIndex identities, MergeRows merges)
{
    /// <summary>The rows of the index where somebody's numbers stand.</summary>
    public IEnumerable<RowKey> KeysOf(PersonalDetails details)
    {
        if (details.Phone is { } phone)
            yield return identities.KeyOf(phone);
        if (details.IdNumber is { } number)
            yield return identities.KeyOf(number);
    }

    /// <summary>
    /// Claims numbers for a person; false when somebody else has one of them. Those claimed before it stay claimed: they may be
    /// another call's of the same person by now, and nobody holds them longer than a crash would.
    /// </summary>
    public async Task<bool> TryClaim(IEnumerable<RowKey> numbers, PersonId person, CancellationToken cancellation)
    {
        foreach (var number in numbers)
        {
            if (await Claim(number, person, cancellation) is null)
                return false;
        }

        return true;
    }

    /// <summary>Claims a number for a person. Gives the claim as it stands now; null when the number is somebody else's.</summary>
    public async Task<HeldNumber?> Claim(RowKey number, PersonId person, CancellationToken cancellation)
    {
        var claim = await identities.Claim(number, person, cancellation);
        if (claim.Person == person)
            return new HeldNumber(number, claim.ETag);
        var holder = await people.Find(claim.Person, cancellation);
        if (holder?.MergedBy?.Survivor == person)
            return new HeldNumber(number, claim.ETag);
        return claim.IsLeftOver && !await Holds(holder, number, cancellation)
            ? await identities.TakeOver(number, person, claim.ETag, cancellation)
            : null;
    }

    private async Task<bool> Holds(Person? holder, RowKey number, CancellationToken cancellation) => holder is not null &&
        (KeysOf(holder.Details).Contains(number) ||
            (await merges.Former(holder.Id, cancellation)).Any(former => KeysOf(former.Details).Contains(number)));
}
