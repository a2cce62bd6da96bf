using System.Text.RegularExpressions;

namespace Outreach.Domain.Participation;

/// <summary>
/// Names a certificate of service: 16 characters of lower-case base32. Nobody can guess one, so whoever has it was shown the
/// certificate.
/// </summary>
public sealed partial record CertificateNumber
{
    private CertificateNumber(string value) => Value = value;

    public string Value { get; }

    /// <param name="bytes">10 bytes that follow from what is certified, under a key.</param>
    public static CertificateNumber FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == 10
        ? new CertificateNumber(Base32.Encode(bytes))
        : throw new ArgumentException("A certificate number takes 10 bytes.", nameof(bytes));

    public static Result<CertificateNumber> Parse(string? text)
    {
        if (text is null)
            return Refusal.Invalid("required");
        return Form().IsMatch(text) ? new CertificateNumber(text) : Refusal.Invalid("certificate-number-form");
    }

    public override string ToString() => Value;

    [GeneratedRegex(@"^[a-z2-7]{16}\z")]
    private static partial Regex Form();
}
