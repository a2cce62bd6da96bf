using System.Globalization;
using System.Text;

namespace Outreach.Domain;

/// <summary>Free text as people write it.</summary>
public static class Text
{
    /// <summary>A dash to the eye, and by its kind none.</summary>
    private const char Minus = '\u2212';

    /// <summary>
    /// Trims, and keeps the rest as it was written. Refused when nothing is left, when it is longer than <paramref name="most"/>
    /// characters (Unicode code points, so that 𠮷 counts once), or when it holds control characters other than line breaks and
    /// tabs, controls of the writing direction, which make a reader see other text than is there, or half a surrogate pair.
    /// </summary>
    public static Result<string> Parse(string? text, int most)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Refusal.Invalid("required");
        // A rune is at most two units, and trimming is cheap: what is far too long is refused before it is looked through.
        if (text.Length > 20 * (most + 100))
            return Refusal.Invalid("text-too-long", "", most);
        if (!IsWellFormed(text) || text.Any(IsForbidden))
            return Refusal.Invalid("text-characters");
        var trimmed = text.Trim();
        return trimmed.EnumerateRunes().Count() <= most ? trimmed : Refusal.Invalid("text-too-long", "", most);
    }

    /// <summary>
    /// A number as people type and copy it, in the one form that rules know: full-width digits and letters (１３８) as ASCII, without white
    /// space and dashes of any kind, and without what shows nothing, such as the marks that phones put around a copied number.
    /// </summary>
    public static string Compact(string number) => string.Concat(Narrow(number).Where(c => !char.IsWhiteSpace(c) &&
        CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.DashPunctuation or UnicodeCategory.Format) && c != Minus));

    /// <summary>Full-width forms of ASCII, which Chinese input methods write, as ASCII.</summary>
    internal static string Narrow(string text) => string.Concat(text.Select(c => c is >= '！' and <= '～' ? (char)(c - '！' + '!') : c));

    private static bool IsForbidden(char c) => c is
        (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') || (char.IsControl(c) && c is not ('\n' or '\r' or '\t'));

    /// <summary>Whether every surrogate has its other half: JSON and UTF-8 cannot carry one alone.</summary>
    internal static bool IsWellFormed(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != System.Buffers.OperationStatus.Done)
                return false;
            rest = rest[length..];
        }

        return true;
    }
}
