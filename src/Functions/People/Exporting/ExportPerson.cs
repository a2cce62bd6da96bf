using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.People.Exporting;

/// <summary>
/// A copy of all that is kept of a person (PIPL Art 45), for the person and, without the numbers in clear, for an admin of the area,
/// who leaves an audit entry whoever it is.
/// </summary>
public sealed class ExportPerson(PeopleStore people, Exporter exporter, AuditLog audit)
{
    [Function(nameof(ExportPerson)), SignedIn(WithGrants = true)]
    [Answers(200, typeof(ExportAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/people/{id}/export")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!(await people.FindVisible(id, caller.OwnsOrAdministers, cancellation)).TryGet(out var person, out var refusal))
            return Problems.From(refusal);

        if (!caller.Owns(person))
            await audit.Write(person.Area, caller.Person, $"export-person:{person.Id}", "", "", cancellation);
        var numbers = caller.Owns(person) ? ExportedNumbers.Of(person) : null;
        return Answers.Ok(await exporter.Export(person, numbers, cancellation), ExportJson.Contract.ExportAnswer);
    }
}
