using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Security;

namespace Outreach.Functions.People;

/// <summary>A session and whose it is.</summary>
public sealed record SignedInPerson(Person Person, OpenedSession Session);

/// <summary>Opens sessions for one-time codes.</summary>
public sealed class CodeDesk(SessionStore sessions, PeopleStore people, GrantStore grants)
{
    public async Task<Result<SignedInPerson>> Open(string? code, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(code))
            return Refusal.Invalid("required", "code");
        if (!(await sessions.TakeCode(code, cancellation)).TryGet(out var id, out var refusal))
            return refusal;
        if (await people.FindBehind(id, cancellation) is not { } person)
            return Refusal.NotFound();
        var isStaff = !(await grants.Latest(person.Id, cancellation)).All.IsEmpty;
        return new SignedInPerson(
            person, await (isStaff ? sessions.OpenForStaff(person.Id, cancellation) : sessions.Open(person.Id, cancellation)));
    }
}
