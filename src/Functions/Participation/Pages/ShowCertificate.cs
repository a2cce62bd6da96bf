using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.People;
using Outreach.Functions.Security;
using Outreach.Web.Participation;
using Outreach.Web.Shell;

namespace Outreach.Functions.Participation.Pages;

/// <summary>The visitor's certificate, to be printed; its QR code leads whoever holds it to where it is verified.</summary>
public sealed class ShowCertificate(PeopleStore people, CertificateDesk desk)
{
    [Function(nameof(ShowCertificate)), Page, SignedIn]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/certificate")] HttpRequest request, CancellationToken cancellation)
    {
        if (await people.FindBehind(request.Caller().Person, cancellation) is not { } person)
            return Problems.From(Refusal.NotFound());
        var issued = await desk.Issue(person, cancellation);
        var verifyAt = $"{request.Origin()}/certificates/{issued.Number}";
        return PageAnswers.Show(new CertificateView(
            issued.Number, issued.IssuedAt, issued.RecordingUnit, issued.Name, issued.VolunteerNumber, issued.IdType is not null,
            issued.Hours, issued.CreditMinutes, issued.MakeUpMinutes, issued.Star, issued.From, issued.To,
            [.. issued.Services.Select(ServiceLines.Of)], verifyAt, QrCode.Of(verifyAt)));
    }
}
