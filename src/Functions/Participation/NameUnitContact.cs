using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.People;
using Outreach.Functions.Security;

namespace Outreach.Functions.Participation;

/// <summary>Lets a person see what the members of their unit did. For the admin of the district: it shows people of all its communities.</summary>
public sealed class NameUnitContact(UnitContacts contacts, PeopleStore people)
{
    [Function(nameof(NameUnitContact)), Staff(Role.Admin)]
    [Takes(typeof(UnitContactRequest)), Answers(201), Answers(200)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/units/{code}/contacts")] HttpRequest request,
        string code,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!(await Body.Read(request, ParticipationJson.Contract.UnitContactRequest, cancellation)).TryGet(out var body, out var refusal))
            return Problems.From(refusal);
        if (!UnitCode.Parse(code).TryGet(out var unit, out refusal))
            return Problems.From(refusal.For("code"));
        if (!PersonId.Parse(body.PersonId).TryGet(out _, out refusal))
            return Problems.From(refusal.For("personId"));
        if (!(await people.FindVisible(body.PersonId!, p => caller.Holds(Role.Admin, p.Area.District), cancellation))
            .TryGet(out var person, out refusal))
            return Problems.From(refusal);

        return await contacts.Name(unit, person.Id, person.Area, caller.Person, cancellation)
            ? TypedResults.StatusCode(StatusCodes.Status201Created)
            : TypedResults.Ok();
    }
}

public sealed record UnitContactRequest(string? PersonId = null);
