using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Participation;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Web.Participation;

namespace Outreach.Functions.Participation.Pages;

/// <summary>Tells whoever scans a certificate whether it was issued, and with what on it.</summary>
public sealed class ShowVerifiedCertificate(CertificateDesk desk)
{
    [Function(nameof(ShowVerifiedCertificate)), Page, Anyone]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "certificates/{number}")] HttpRequest request,
        string number,
        CancellationToken cancellation)
    {
        if (!CertificateNumber.Parse(number).TryGet(out var parsed, out _) ||
            await desk.Verify(parsed, cancellation) is not { } says)
            return PageAnswers.Show(new VerifiedView(number, null), StatusCodes.Status404NotFound);
        return PageAnswers.Show(new VerifiedView(says.Number, new VerifiedCertificate(
            says.IssuedAt, says.RecordingUnit, says.NameMasked, says.VolunteerNumber, says.Hours, says.CreditMinutes, says.MakeUpMinutes,
            says.Services, says.From, says.To, says.Corrected)));
    }
}
