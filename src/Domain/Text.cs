using System.Text;

namespace Outreach.Domain;

/// <summary>Free text as people write it.</summary>
public static class Text
{
    /// <summary>
    /// Trims and brings to normal form C. Refused when nothing is left, when it is longer than <paramref name="most"/> characters
    /// (Unicode code points, so that 𠮷 counts once), or when it holds control characters other than line breaks and tabs, or
    /// half a surrogate pair.
    /// </summary>
    public static Result<string> Parse(string? text, int most)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Refusal.Invalid("required");
        // A rune is at most two units, and trimming is cheap: what is far too long is refused before it is looked through.
        if (text.Length > 20 * (most + 100))
            return Refusal.Invalid("text-too-long", "", most);
        if (!IsWellFormed(text) || text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
            return Refusal.Invalid("text-characters");
        var normal = text.Trim().Normalize(NormalizationForm.FormC);
        return normal.EnumerateRunes().Count() <= most ? normal : Refusal.Invalid("text-too-long", "", most);
    }

    /// <summary>Whether every surrogate has its other half; <see cref="string.Normalize()"/> throws where one has not.</summary>
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
