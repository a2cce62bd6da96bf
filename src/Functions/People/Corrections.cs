using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.People.Merging;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People;

/// <summary>
/// Writes what a person is corrected to. A new number is claimed first and the old one given back after, so that a crash leaves a
/// claim too many, which the next who wants the number takes over, and never a number that two people hold.
/// </summary>
public sealed class Corrections(PeopleStore people, NumberClaims claims, IdentityIndex identities, Likenesses likenesses)
{
    /// <summary>Writes a correction of a row that is still as it was read; refused with <c>stale</c> when it is not.</summary>
    /// <param name="note">Called before it is written, when no number is in its way.</param>
    internal async Task<Result<PersonRow>> Write(PersonRow before, Person after, Func<Task> note, CancellationToken cancellation)
    {
        var (old, wanted) = (claims.KeysOf(before.Person.Details).ToArray(), claims.KeysOf(after.Details).ToArray());
        if (!await claims.TryClaim(wanted.Except(old), after.Id, cancellation))
            return Refusal.Conflict("already-registered");

        await note();
        await likenesses.Put(after, cancellation);
        var left = await Find(old.Except(wanted), after.Id, cancellation);
        if (await people.TryReplace(after, before, cancellation) is not { } written)
            return await Undo(wanted.Except(old), after.Id, cancellation);
        foreach (var held in left)
            await identities.Release(held, cancellation);
        await likenesses.Leave(before.Person, after, cancellation);
        return written;
    }

    /// <summary>Gives back what was claimed for somebody who is gone; for anyone else another call may hold it by now.</summary>
    private async Task<Refusal> Undo(IEnumerable<RowKey> claimed, PersonId person, CancellationToken cancellation)
    {
        if (await people.Find(person, cancellation) is not null)
            return new Refusal(RefusalKind.Stale, "stale", []);
        foreach (var number in claimed)
            await identities.Release(number, person, cancellation);
        return Refusal.NotFound();
    }

    /// <summary>The rows of numbers as they stand now: a call that claims one of them again meanwhile keeps it.</summary>
    private async Task<IReadOnlyList<HeldNumber>> Find(IEnumerable<RowKey> numbers, PersonId person, CancellationToken cancellation)
    {
        var found = new List<HeldNumber>();
        foreach (var number in numbers)
        {
            if (await identities.Find(number, person, cancellation) is { } held)
                found.Add(held);
        }

        return found;
    }
}
