using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.People.Erasing;

/// <summary>
/// Erases a person, who is unknown from then on (PIPL Art 47). What the law asks to keep, that somebody served, is kept without
/// them. An admin of the area does it for who asked in writing.
/// </summary>
public sealed class ErasePerson(PeopleStore people, ErasureDesk desk)
{
    [Function(nameof(ErasePerson)), SignedIn(WithGrants = true)]
    [Answers(202), Refuses("stale")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/people/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!(await people.FindVisibleRow(id, caller.OwnsOrAdministers, cancellation)).TryGet(out var row, out var refusal))
            return Problems.From(refusal);
        if (request.Stale(row.Tag) is { } stale)
            return Problems.From(stale);

        await desk.Erase(row.Person, caller, cancellation);
        return TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }
}
