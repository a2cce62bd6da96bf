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
            if (!await TryClaim(number, person, cancellation))
                return false;
        }

        return true;
    }

    private async Task<bool> TryClaim(RowKey number, PersonId person, CancellationToken cancellation)
    {
        var claim = await identities.Claim(number, person, cancellation);
        if (claim.Person == person)
            return true;
        var holder = await people.Find(claim.Person, cancellation);
        return holder?.MergedBy?.Survivor == person ||
            (claim.IsLeftOver && !await Holds(holder, number, cancellation) &&
                await identities.TakeOver(number, person, claim.ETag, cancellation));
    }

    private async Task<bool> Holds(Person? holder, RowKey number, CancellationToken cancellation) => holder is not null &&
        (KeysOf(holder.Details).Contains(number) ||
            (await merges.Former(holder.Id, cancellation)).Any(former => KeysOf(former.Details).Contains(number)));
}
