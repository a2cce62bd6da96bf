using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;

namespace Outreach.Functions.People;

/// <summary>Gives and takes roles, and hands out ways in, by admins of the areas concerned.</summary>
public sealed class GrantDesk(PeopleStore people, GrantStore grants, TerritoryStore territories, SessionStore sessions, AuditLog audit)
{
    /// <returns>Whether the person did not hold it before.</returns>
    internal async Task<Result<bool>> Give(string id, Grant grant, Caller caller, CancellationToken cancellation)
    {
        if (caller.Lacks(Role.Admin, grant.Area) is { } lacks)
            return lacks;
        if (await territories.Find(grant.Area, cancellation) is null)
            return Refusal.Invalid("unknown-area", "areaCode");
        if (!(await people.FindVisible(id, _ => true, cancellation)).TryGet(out var person, out var refusal))
            return refusal;
        return await grants.Give(person.Id, grant, caller.Person, cancellation);
    }

    /// <returns>Whether the person held it.</returns>
    internal async Task<Result<bool>> Take(string id, Grant grant, Caller caller, CancellationToken cancellation)
    {
        if (!PersonId.Parse(id).TryGet(out var person, out var refusal))
            return refusal.For("id");
        return caller.Lacks(Role.Admin, grant.Area) is { } lacks ? lacks : await grants.Take(person, grant, caller.Person, cancellation);
    }

    /// <summary>
    /// Makes a code that signs in as a person, who must live where the caller is an admin and hold no role beyond the caller's power.
    /// </summary>
    internal async Task<Result<OpenedSession>> IssueCode(string id, Caller caller, CancellationToken cancellation)
    {
        if (!(await people.FindVisible(id, person => caller.Holds(Role.Admin, person.Area), cancellation)).TryGet(out var person, out var refusal))
            return refusal;
        var theirs = await grants.Latest(person.Id, cancellation);
        if (theirs.All.Select(grant => caller.Lacks(Role.Admin, grant.Area)).FirstOrDefault(lacks => lacks is not null) is { } beyond)
            return beyond;

        await audit.Write(person.Area, caller.Person, $"one-time-link:{person.Id}", "", "", cancellation);
        return await sessions.IssueCode(person.Id, cancellation);
    }
}
