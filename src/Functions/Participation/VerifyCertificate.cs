using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Participation;

/// <summary>Tells whoever was shown a certificate whether it was issued, and with what on it.</summary>
public sealed class VerifyCertificate(CertificateDesk desk)
{
    [Function(nameof(VerifyCertificate)), Anyone]
    [Answers(200, typeof(CertificateVerifiedAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/certificates/{number}")] HttpRequest request,
        string number,
        CancellationToken cancellation)
    {
        if (!CertificateNumber.Parse(number).TryGet(out var parsed, out var refusal))
            return Problems.From(refusal.For("number"));
        return await desk.Verify(parsed, cancellation) is { } verified
            ? Answers.Ok(verified, ParticipationJson.Contract.CertificateVerifiedAnswer)
            : Problems.From(Refusal.NotFound());
    }
}

/// <param name="NameMasked">The first character alone: enough to compare, too little to learn.</param>
/// <param name="Corrected">Of what it certifies less is recorded now. What was added since is no correction.</param>
public sealed record CertificateVerifiedAnswer(
    string Number,
    DateTimeOffset IssuedAt,
    string RecordingUnit,
    string NameMasked,
    string VolunteerNumber,
    long CreditMinutes,
    long MakeUpMinutes,
    string Hours,
    int Services,
    DateOnly? From,
    DateOnly? To,
    bool Corrected)
{
    internal static CertificateVerifiedAnswer Of(CertificateNumber number, StoredCertificate certificate, bool isCorrected) => new(
        number.Value, certificate.IssuedAt, certificate.RecordingUnit, certificate.Name.ToString(), certificate.VolunteerNumber.Value,
        certificate.CreditMinutes, certificate.MakeUpMinutes,
        ServiceMinutes.Of(certificate.CreditMinutes + certificate.MakeUpMinutes).Must().Hours,
        certificate.Services, certificate.From, certificate.To, isCorrected);
}
