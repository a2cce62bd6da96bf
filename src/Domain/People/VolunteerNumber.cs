using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Outreach.Domain.People;

/// <summary>
/// A volunteer's number: eleven digits drawn at random and a check digit (Luhn), so that a number read out loud and typed
/// wrong is noticed. It stands in for the ID number and says nothing about the person.
/// </summary>
public sealed partial record VolunteerNumber
{
    /// <summary>How many digits one has, the check digit among them.</summary>
    public const int Length = 12;

    private const long Numbers = 100_000_000_000;

    private VolunteerNumber(string value) => Value = value;

    public string Value { get; }

    /// <param name="random">8 bytes.</param>
    public static VolunteerNumber FromBytes(ReadOnlySpan<byte> random)
    {
        var number = BinaryPrimitives.ReadUInt64BigEndian(random) % Numbers;
        var digits = number.ToString("D11", CultureInfo.InvariantCulture);
        return new VolunteerNumber(digits + CheckOf(digits));
    }

    public static Result<VolunteerNumber> Parse(string? text)
    {
        if (text is null)
            return Refusal.Invalid("required");
        var number = text.Length <= 40 ? Text.Compact(text) : text;
        if (!Form().IsMatch(number))
            return Refusal.Invalid("volunteer-number-form");
        return number[11] == CheckOf(number) ? new VolunteerNumber(number) : Refusal.Invalid("check-digit");
    }

    public override string ToString() => Value;

    /// <summary>From the right, every second digit counts twice, as the sum of its digits.</summary>
    private static char CheckOf(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < 11; i++)
        {
            var digit = (digits[i] - '0') * (i % 2 == 0 ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return (char)('0' + ((10 - (sum % 10)) % 10));
    }

    [GeneratedRegex(@"^[0-9]{12}\z")]
    private static partial Regex Form();
}
