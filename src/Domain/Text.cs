using System.Text;

namespace Outreach.Domain;

/// <summary>Free text as people write it.</summary>
public static class Text
{
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
