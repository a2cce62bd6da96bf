using System.Text.RegularExpressions;

namespace Outreach.Domain.People;

/// <summary>
/// A mobile number of mainland China. White space, dashes and a leading <c>+86</c> are taken off. Shown masked: only
/// <see cref="Reveal"/> gives the digits, so that no log, key or answer holds them by accident.
/// </summary>
public sealed partial record PhoneNumber
{
    private readonly string _digits;

    private PhoneNumber(string digits) => _digits = digits;

    /// <summary><c>138****8000</c></summary>
    public string Masked => $"{_digits[..3]}****{_digits[^4..]}";

    public static Result<PhoneNumber> Parse(string? text)
    {
        if (text is null)
            return Refusal.Invalid("required");
        if (text.Length > 40)
            return Refusal.Invalid("phone-form");
        var digits = Text.Compact(text);
        if (digits.StartsWith("+86", StringComparison.Ordinal))
            digits = digits[3..];
        return Form().IsMatch(digits) ? new PhoneNumber(digits) : Refusal.Invalid("phone-form");
    }

    /// <summary>The eleven digits, for sealing, hashing and sending; not for showing.</summary>
    public string Reveal() => _digits;

    public override string ToString() => Masked;

    [GeneratedRegex(@"^1[3-9][0-9]{9}\z")]
    private static partial Regex Form();
}
