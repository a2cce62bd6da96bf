using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Participation.Entries;

/// <summary>Takes an award out of a person's record again. The audit log keeps that it was there.</summary>
public sealed class WithdrawAward(EntryDesk desk)
{
    [Function(nameof(WithdrawAward)), Staff(Role.Organiser)]
    [Answers(204), Refuses("same-person", "stale")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/people/{id}/awards/{entry}")] HttpRequest request,
        string id,
        string entry,
        CancellationToken cancellation) =>
        (await desk.Withdraw(new EntryPath(id, entry), request.Caller(), request.WantedVersion(), EntryKinds.Award, cancellation))
            .Match(_ => TypedResults.NoContent(), Problems.From);
}
