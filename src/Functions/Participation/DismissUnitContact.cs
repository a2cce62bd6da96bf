using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.People;
using Outreach.Functions.Security;

namespace Outreach.Functions.Participation;

/// <summary>Ends what <see cref="NameUnitContact"/> began.</summary>
public sealed class DismissUnitContact(UnitContacts contacts, PeopleStore people)
{
    [Function(nameof(DismissUnitContact)), Staff(Role.Admin)]
    [Answers(204)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/units/{code}/contacts/{id}")] HttpRequest request,
        string code,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!UnitCode.Parse(code).TryGet(out var unit, out var refusal))
            return Problems.From(refusal.For("code"));
        if (!(await people.FindVisible(id, p => caller.Holds(Role.Admin, p.Area.District), cancellation)).TryGet(out var person, out refusal))
            return Problems.From(refusal);

        return await contacts.Dismiss(unit, person.Id, person.Area, caller.Person, cancellation)
            ? TypedResults.NoContent()
            : Problems.From(Refusal.NotFound());
    }
}
