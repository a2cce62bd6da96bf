using System.Text.RegularExpressions;

namespace Outreach.Domain.People;

/// <summary>A unit's unified social credit code (GB 32100): 17 characters and a check character, in an alphabet without I, O, S, V and Z.</summary>
public sealed partial record UnitCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private UnitCode(string value) => Value = value;

    public string Value { get; }

    public static Result<UnitCode> Parse(string? text)
    {
        if (text is null)
            return Refusal.Invalid("required");
        var code = text.Length <= 40 ? Text.Compact(text).ToUpperInvariant() : text;
        if (!Form().IsMatch(code))
            return Refusal.Invalid("credit-code-form");
        return code[17] == CheckOf(code) ? new UnitCode(code) : Refusal.Invalid("check-digit");
    }

    /// <summary>The check character that belongs to the first 17 characters of a code: their weights are the powers of 3 modulo 31.</summary>
    public static char CheckOf(ReadOnlySpan<char> characters)
    {
        var (sum, weight) = (0, 1);
        foreach (var character in characters[..17])
        {
            sum += Alphabet.IndexOf(character, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }

        return Alphabet[(31 - (sum % 31)) % 31];
    }

    public override string ToString() => Value;

    [GeneratedRegex(@"^[0-9A-HJ-NP-RTUW-Y]{18}\z")]
    private static partial Regex Form();
}
