using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.People.Consenting;

/// <summary>
/// Withdraws a consent (PIPL Art 15). Without the one to take part a person's places go to others, and nothing is written of them any
/// more. An admin of the area does it for who asked in writing.
/// </summary>
public sealed class WithdrawConsent(PeopleStore people, ConsentDesk desk)
{
    [Function(nameof(WithdrawConsent)), SignedIn(WithGrants = true)]
    [Takes(typeof(WithdrawalRequest), Optional = true), Answers(200, typeof(ConsentsAnswer), Tagged = true), Refuses("stale")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/people/{id}/consents/withdraw")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!(await Body.ReadOptional(request, PeopleJson.Contract.WithdrawalRequest, new WithdrawalRequest(), cancellation))
                .TryGet(out var body, out var refusal) ||
            !body.Check().TryGet(out var scope, out refusal) ||
            !(await people.FindVisibleRow(id, caller.OwnsOrAdministers, cancellation)).TryGet(out var before, out refusal))
            return Problems.From(refusal);
        if (request.Stale(before.Tag) is { } old)
            return Problems.From(old);

        return (await desk.Withdraw(before, scope, caller, row => request.Stale(row.Tag), cancellation)).Match(ConsentsAnswer.Answer, Problems.From);
    }
}

/// <param name="Scope">Participation where none is named.</param>
public sealed record WithdrawalRequest([OneOf<ConsentScope>] string? Scope = null)
{
    internal Result<ConsentScope> Check() => Scope is null
        ? ConsentScope.Participation
        : Kebab.Parse<ConsentScope>(Scope).Match<Result<ConsentScope>>(scope => scope, wrong => wrong.For("scope"));
}
