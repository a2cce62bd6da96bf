using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Security;

namespace Outreach.Functions.People.Consenting;

/// <summary>Takes consents, and takes them back (PIPL Art 14–15).</summary>
public sealed class ConsentDesk(PeopleStore people, Withdrawals withdrawals, AuditLog audit, TimeProvider clock)
{
    /// <param name="stale">Why a row is not the one that is meant; null where it is.</param>
    /// <returns>The person's row, and the consent that was asked for: what stands may be an earlier one to the same version.</returns>
    internal async Task<Result<(PersonRow Row, Consent Consent)>> Give(
        string id, ConsentGivenDraft draft, Caller caller, Func<PersonRow, Refusal?> stale, CancellationToken cancellation)
    {
        Consent? given = null;
        var changed = await people.Change(
            id,
            caller.Owns,
            row => stale(row) is { } refused
                ? refused
                : draft.Check(row.Person, clock.GetUtcNow()).Then<Person>(consent =>
                    row.Person with { Consents = row.Person.Consents.With(given = consent) }),
            cancellation);
        return changed.Then<(PersonRow, Consent)>(row => (row, given!));
    }

    /// <summary>
    /// Withdraws a consent: with the one to take part the person's places go to others, and with the one to party membership what they signed up
    /// for knows no more of it.
    /// </summary>
    /// <inheritdoc cref="Give" path="/param[@name='stale']"/>
    internal async Task<Result<PersonRow>> Withdraw(
        PersonRow before, ConsentScope scope, Caller caller, Func<PersonRow, Refusal?> stale, CancellationToken cancellation)
    {
        var person = before.Person;
        if (!caller.Owns(person))
            await audit.Write(person.Area, caller.Person, $"withdraw-consent:{person.Id}", "", Kebab.Of(scope), cancellation);
        await withdrawals.Begin(person.Id, cancellation);
        var changed = await people.Change(
            person.Id.Value, _ => true, row => stale(row) is { } refused ? refused : row.Person.Withdraw(scope, clock.GetUtcNow()), cancellation);
        if (!changed.TryGet(out var row, out var refusal) ||
            !(await withdrawals.TakeOut(row.Person, cancellation)).TryGet(out _, out refusal))
            return refusal;
        return row;
    }
}
