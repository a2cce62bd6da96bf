using System.Globalization;
using System.Text.RegularExpressions;

namespace Outreach.Domain.People;

public enum Sex
{
    Male,
    Female,
}

/// <summary>
/// A resident's ID number (GB 11643): 6 digits of the place of first registration, the birth date, 3 digits of which the last
/// is odd for men, and a check character. The place says nothing about where somebody lives now, so none is required.
/// Shown masked, like <see cref="PhoneNumber"/>.
/// </summary>
public sealed partial record ResidentId
{
    private const string CheckCharacters = "10X98765432";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private readonly string _number;

    private ResidentId(string number, DateOnly birthDate)
    {
        _number = number;
        BirthDate = birthDate;
    }

    public DateOnly BirthDate { get; }

    public Sex Sex => (_number[16] - '0') % 2 == 1 ? Sex.Male : Sex.Female;

    /// <summary>The first three digits and the last two: <c>140*************33</c>.</summary>
    public string Masked => $"{_number[..3]}*************{_number[^2..]}";

    public static Result<ResidentId> Parse(string? text)
    {
        if (text is null)
            return Refusal.Invalid("required");
        var number = text.Length <= 40 ? Text.Compact(text).ToUpperInvariant() : text;
        if (!Form().IsMatch(number))
            return Refusal.Invalid("id-number-form");
        if (!DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var birthDate) ||
            birthDate.Year < 1800)
            return Refusal.Invalid("id-number-date");
        return number[17] == CheckOf(number) ? new ResidentId(number, birthDate) : Refusal.Invalid("check-digit");
    }

    /// <summary>The check character that belongs to the first 17 digits of a number.</summary>
    public static char CheckOf(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
            sum += (digits[i] - '0') * Weights[i];
        return CheckCharacters[sum % 11];
    }

    /// <summary>The 18 characters, for sealing, hashing and comparing; not for showing.</summary>
    public string Reveal() => _number;

    public override string ToString() => Masked;

    [GeneratedRegex(@"^[1-9][0-9]{16}[0-9X]\z")]
    private static partial Regex Form();
}
