using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Functions.Security.Limits;
using Outreach.Functions.Territory;
using Outreach.Web.People;

namespace Outreach.Functions.People.Pages;

/// <summary>
/// Registers a resident by the form and signs them in, however often it comes. What was wrong is shown beside its field, with all else as it
/// was filled in.
/// </summary>
public sealed class PostRegister(RegistrationForms forms, SessionStore sessions, AreaChoices areas)
{
    [Function(nameof(PostRegister)), Page, Anyone, Seldom]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "register")] HttpRequest request, CancellationToken cancellation)
    {
        var then = request.Then("/me");
        var read = await request.ReadForm(
            PeopleJson.Contract.RegistrationDraft, cancellation, lists: ["skills"], apart: [RegisterView.PartyConsent, RegisterView.FormId]);
        var form = await RegistrationForms.IdOf(request, cancellation);
        var isPartyConsentGiven = await request.IsPartyConsentGiven(cancellation);
        if (read.TryGet(out var sent, out var refusal) &&
            (refusal = PartyConsents.Refuse(sent.PartyMember, isPartyConsentGiven)) is null &&
            (await forms.Register(form, sent, cancellation)).TryGet(out Person? person, out refusal))
        {
            request.HttpContext.Response.KeepSession(await sessions.Open(person.Id, cancellation));
            return PageAnswers.SeeOther(then);
        }

        var view = new RegisterView(form, await areas.Of(cancellation), sent ?? new RegistrationDraft(), then)
        {
            IsPartyConsentGiven = isPartyConsentGiven,
        };
        return PageAnswers.Show(view, refusal, request);
    }
}
