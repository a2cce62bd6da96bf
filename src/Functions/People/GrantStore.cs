using Azure.Data.Tables;
using Outreach.Domain.People;
using Outreach.Functions.Security;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People;

/// <summary>What people have been granted: one row a person, beside the person's own.</summary>
public sealed class GrantStore(Tables tables, AuditLog audit, TimeProvider clock) : IDisposable
{
    private readonly TableClient _table = tables.People;
    private readonly ShortMemory<Grants> _lately = new(clock);

    public async Task<Grants> Of(PersonId person, CancellationToken cancellation) =>
        (await _lately.Get(person.Value, async () => (await Read(person, cancellation)).Grants))!;

    /// <summary>
    /// What a caller may act by, for a function that anyone may call and whose rule asks for no grants: nothing once they signed in too long
    /// ago (docs/adr/0022). They are not refused, since as a resident they may look on.
    /// </summary>
    public async Task<Grants> Of(Caller caller, CancellationToken cancellation) =>
        caller.IsFresh ? await Of(caller.Person, cancellation) : Grants.None;

    /// <summary>The grants as they stand in the store, for a decision that must not rest on what was read a while ago.</summary>
    public async Task<Grants> Latest(PersonId person, CancellationToken cancellation) => (await Read(person, cancellation)).Grants;

    /// <summary>Gives a grant. False when the person held it already.</summary>
    public Task<bool> Give(PersonId person, Grant grant, PersonId by, CancellationToken cancellation) =>
        Change(person, "grant", grant, by, held => held.With(grant), cancellation);

    /// <summary>Takes a grant away. False when the person did not hold it.</summary>
    public Task<bool> Take(PersonId person, Grant grant, PersonId by, CancellationToken cancellation) =>
        Change(person, "revoke", grant, by, held => held.Without(grant), cancellation);

    private async Task<bool> Change(
        PersonId person, string what, Grant grant, PersonId by, Func<Grants, Grants> change, CancellationToken cancellation)
    {
        while (true)
        {
            var (before, row) = await Read(person, cancellation);
            var after = change(before);
            if (after == before)
                return false;

            // The audit row first: a change that nobody can account for is worse than an entry for one that did not happen.
            await audit.Write(grant.Area, by, $"{what}:{person}", Text(before), Text(after), cancellation);
            var next = Rows.Entity(Keys.People.Grants(person), [.. after.All], StoredPeopleJson.Default.GrantArray);
            var written = row is null ? await _table.TryInsert(next, cancellation) : await _table.TryReplace(next, row.ETag, cancellation);
            _lately.Forget(person.Value);
            if (written)
                return true;
        }
    }

    public void Dispose() => _lately.Dispose();

    private async Task<(Grants Grants, TableEntity? Row)> Read(PersonId person, CancellationToken cancellation)
    {
        var row = await _table.Find(Keys.People.Grants(person), cancellation);
        return (row is null ? Grants.None : new Grants([.. row.Read(StoredPeopleJson.Default.GrantArray)]), row);
    }

    private static string Text(Grants grants) => string.Join(", ", grants.All.Select(g => $"{Domain.Kebab.Of(g.Role)}@{g.Area}"));
}
