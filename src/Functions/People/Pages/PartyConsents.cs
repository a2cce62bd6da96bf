using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Web.People;

namespace Outreach.Functions.People.Pages;

/// <summary>
/// The box of forms in which people say that they are party members: it is sensitive, and agreed to apart from the rest (PIPL Art 29).
/// </summary>
internal static class PartyConsents
{
    public static async Task<bool> IsPartyConsentGiven(this HttpRequest request, CancellationToken cancellation) =>
        (await request.ReadFormAsync(cancellation))[RegisterView.PartyConsent] == RegisterView.ConsentVersion;

    /// <summary>Null where nothing has to be agreed to, or it is.</summary>
    public static Refusal? Refuse(PartyMemberDraft? member, bool isGiven) =>
        member is null || isGiven ? null : Refusal.Invalid("required", RegisterView.PartyConsent);
}
