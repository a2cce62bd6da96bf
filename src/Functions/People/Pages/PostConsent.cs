using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.People.Consenting;
using Outreach.Functions.Security;

namespace Outreach.Functions.People.Pages;

/// <summary>Withdraws a consent of the visitor's, or takes it anew.</summary>
public sealed class PostConsent(PeopleStore people, ConsentDesk desk, MyDataViews views)
{
    [Function(nameof(PostConsent)), Page, SignedIn]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/data/consents/{scope}/{step}")] HttpRequest request,
        string scope,
        string step,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!Kebab.Parse<ConsentScope>(scope).TryGet(out var wanted, out _) || step is not ("give" or "withdraw") ||
            await people.FindRow(caller.Person, cancellation) is not { } row)
            return Problems.From(Refusal.NotFound());
        var (refused, guardian) = step == "give"
            ? await Give(wanted, request, cancellation)
            : ((await desk.Withdraw(row, wanted, caller, _ => null, cancellation)).Match<Refusal?>(_ => null, refusal => refusal), null);
        return refused is null
            ? PageAnswers.SeeOther("/me/data")
            : await views.Refused(refused, view => view with { Refused = scope, Consenting = guardian }, request, cancellation);
    }

    private async Task<(Refusal? Refused, GuardianDraft? Guardian)> Give(ConsentScope scope, HttpRequest request, CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!(await request.ReadForm(PeopleJson.Contract.ConsentGivenDraft, cancellation)).TryGet(out var draft, out var refusal))
            return (refusal, null);
        var given = await desk.Give(caller.Person.Value, draft with { Scope = Kebab.Of(scope) }, caller, _ => null, cancellation);
        return (given.Match<Refusal?>(_ => null, refused => refused), draft.Guardian);
    }
}
