using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;

namespace Outreach.Functions.People;

/// <summary>Corrects people for themselves and for the admins of where they live (Order 67 Art 12–13).</summary>
public sealed class CorrectionDesk(Corrections corrections, TerritoryStore territories, AuditLog audit, TimeProvider clock)
{
    /// <param name="draft">All of the person as they are to be.</param>
    /// <returns>The row as it is written; the one that was there where nothing differs.</returns>
    internal async Task<Result<PersonRow>> Correct(PersonRow before, ParticularsDraft draft, Caller caller, CancellationToken cancellation)
    {
        if (!(await After(before.Person, draft, cancellation)).TryGet(out Person? after, out var refusal))
            return refusal;
        if (Lacks(caller, before.Person, after) is { } lacks)
            return lacks;

        string[] changed = [.. after.DiffersIn(before.Person)];
        return changed.Length == 0 ? before : await corrections.Write(before, after, Note, cancellation);

        Task Note() => caller.Owns(after)
            ? Task.CompletedTask
            : audit.Write(before.Person.Area, caller.Person, $"correct-person:{after.Id}", "", string.Join(", ", changed), cancellation);
    }

    /// <summary>Whether a correction comes to what stands already.</summary>
    /// <inheritdoc cref="Correct" path="/param"/>
    internal async Task<bool> ChangesNothing(PersonRow before, ParticularsDraft draft, CancellationToken cancellation) =>
        (await After(before.Person, draft, cancellation)).TryGet(out Person? after, out _) && !after.DiffersIn(before.Person).Any();

    private async Task<Result<Person>> After(Person person, ParticularsDraft draft, CancellationToken cancellation)
    {
        var known = await territories.KnownAmong([draft.AreaCode, draft.PartyMember?.HomeAreaCode], cancellation);
        var now = clock.GetUtcNow();
        return Particulars.Check(draft, known.Contains, now).Then<Person>(particulars => person.Correct(particulars, now));
    }

    /// <summary>Staff may move somebody only to where they are admins too: nobody is sent to another's door.</summary>
    private static Refusal? Lacks(Caller caller, Person before, Person after) =>
        caller.Owns(after) || before.Area == after.Area ? null : caller.Lacks(Role.Admin, after.Area);
}
