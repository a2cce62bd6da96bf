using Outreach.Web.Shell;
using Outreach.Web.Texts;

namespace Outreach.Web.Participation;

/// <summary>A volunteer's certificate of service, as it is printed (Order 67 Art 14–15).</summary>
/// <param name="HasIdNumber">Whether the volunteer gave an ID number, whose type is stated and which itself is not shown.</param>
/// <param name="From">The first day of service; null without any.</param>
/// <param name="VerifyAt">The address at which anybody sees whether it was issued.</param>
public sealed record CertificateView(
    string Number, DateTimeOffset IssuedAt, string RecordingUnit, string Name, string VolunteerNumber, bool HasIdNumber,
    string Hours, long CreditMinutes, long MakeUpMinutes, int Star, DateOnly? From, DateOnly? To,
    IReadOnlyList<ServiceLine> Services, string VerifyAt, QrCode Code) : PageView(typeof(CertificatePage))
{
    public override Bilingual Title => new("志愿服务记录证明", "Certificate of volunteer service");
}

/// <summary>What is known of a certificate's number, for whoever was shown it.</summary>
/// <param name="Found">Null where no certificate was issued under it.</param>
public sealed record VerifiedView(string Number, VerifiedCertificate? Found) : PageView(typeof(VerifiedPage))
{
    public override Bilingual Title => new("证明查验", "Is the certificate genuine?");
}

/// <param name="NameMasked">The first character alone: enough to compare, too little to learn.</param>
/// <param name="IsCorrected">Of what it certifies less is recorded now.</param>
public sealed record VerifiedCertificate(
    DateTimeOffset IssuedAt, string RecordingUnit, string NameMasked, string VolunteerNumber, string Hours,
    long CreditMinutes, long MakeUpMinutes, int Services, DateOnly? From, DateOnly? To, bool IsCorrected);
