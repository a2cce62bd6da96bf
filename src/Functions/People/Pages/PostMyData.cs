using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Web.People;

namespace Outreach.Functions.People.Pages;

/// <summary>Corrects what is kept of the visitor. The form shows no numbers, so one that is left empty stays.</summary>
public sealed class PostMyData(PeopleStore people, CorrectionDesk desk, MyDataViews views)
{
    [Function(nameof(PostMyData)), Page, SignedIn]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/data")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (await people.FindRow(caller.Person, cancellation) is not { } before)
            return Problems.From(Refusal.NotFound());
        var isPartyConsentGiven = await request.IsPartyConsentGiven(cancellation);
        var read = await request.ReadForm(
            PeopleJson.Contract.ParticularsDraft, cancellation, lists: ["skills"], apart: [RegisterView.PartyConsent]);
        if (!read.TryGet(out var sent, out var refusal))
            return await views.Refused(refusal, AsSent, request, cancellation);
        var isAsked = before.Person.Consents.Latest(ConsentScope.PartyMembership) is null;
        if (isAsked && PartyConsents.Refuse(sent.PartyMember, isPartyConsentGiven) is { } missing)
            return await views.Refused(missing, AsSent, request, cancellation);
        var draft = Over(ParticularsDraft.Of(before.Person), sent);
        if (request.Query["version"] != before.Tag && !await desk.ChangesNothing(before, draft, cancellation))
            return await views.Refused(new Refusal(RefusalKind.Stale, "stale", []), AsSent, request, cancellation);
        return (await desk.Correct(before, draft, caller, cancellation)).TryGet(out PersonRow? _, out refusal)
            ? PageAnswers.SeeOther("/me/data?saved=true")
            : await views.Refused(refusal, AsSent, request, cancellation);

        // With the version that the form was made from: who presses again does not undo unseen what somebody else corrected.
        MyDataView AsSent(MyDataView view) => view with
        {
            Refused = "data",
            Draft = sent ?? view.Draft,
            Version = request.Query["version"].ToString(),
            IsPartyConsentGiven = isPartyConsentGiven,
        };
    }

    private static ParticularsDraft Over(ParticularsDraft kept, ParticularsDraft sent) => sent with
    {
        Phone = sent.Phone ?? kept.Phone,
        IdNumber = sent.IdNumber ?? kept.IdNumber,
        Guardian = sent.Guardian is { } guardian ? guardian with { Phone = guardian.Phone ?? kept.Guardian?.Phone } : null,
    };
}
