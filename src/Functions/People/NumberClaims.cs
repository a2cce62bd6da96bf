using Outreach.Domain.People;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People;

/// <summary>
/// Claims phone and ID numbers for people before their rows say so (docs/adr/0005): of two who want the same number one claim
/// fails. A claim that is old and whose person does not hold the number was left by a crash, and is taken over.
/// </summary>
public sealed class NumberClaims(PeopleStore people, IdentityIndex identities)
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
        return claim.Person == person ||
            (claim.IsLeftOver && !await Holds(claim.Person, number, cancellation) &&
                await identities.TakeOver(number, person, claim.ETag, cancellation));
    }

    private async Task<bool> Holds(PersonId person, RowKey number, CancellationToken cancellation) =>
        await people.Find(person, cancellation) is { } found && KeysOf(found.Details).Contains(number);
}
