using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Web.People;
using Outreach.Web.Shell;

namespace Outreach.Functions.People.Pages;

/// <summary>A person as the admins of where they live see them. Looking at a child leaves an entry in the audit log.</summary>
public sealed class ManagedPersonViews(PeopleStore people, GrantStore grants, AreaChoices areas, AuditLog audit)
{
    /// <param name="link">A way in that was just made; it is shown this once.</param>
    internal async Task<Result<ManagedPersonView>> Of(string id, OneTimeLinkAnswer? link, Caller caller, CancellationToken cancellation)
    {
        if (!(await people.FindVisible(id, found => caller.Holds(Role.Admin, found.Area), cancellation)).TryGet(out Person? person, out var refusal))
            return refusal;
        await audit.WriteRead(person, caller.Person, "read-person", cancellation);
        var held = new List<GrantLine>();
        foreach (var grant in (await grants.Latest(person.Id, cancellation)).All)
            held.Add(new GrantLine(
                grant.Role, grant.Area.Value, await areas.NameOf(grant.Area, cancellation), caller.Holds(Role.Admin, grant.Area)));
        return new ManagedPersonView(
            person, await areas.NameOf(person.Area, cancellation), held, await areas.Held(Role.Admin, caller, cancellation),
            link is null ? null : new SignInLink(link.Url, link.ExpiresAt, QrCode.Of(link.Url)));
    }

    /// <summary>The page again, with why what was asked for on it was refused.</summary>
    /// <param name="chosen">The role and the area that were chosen; null where the form was another.</param>
    internal async Task<IResult> Refused(
        string id, Refusal refusal, HttpRequest request, CancellationToken cancellation, GrantChoice? chosen = null) =>
        (await Of(id, null, request.Caller(), cancellation)).Match(
            view => PageAnswers.Show(view with { Chosen = chosen }, refusal, request), _ => Problems.From(refusal));
}
