using System.Text;

namespace Outreach.Functions.Activities.Pages;

/// <summary>
/// The lines of an iCalendar file: none has more than 75 octets, and what is longer goes on in the next after a space (RFC 5545, 3.1). The
/// library breaks them by 16-bit units, and so in the middle of a rare character, which then is none.
/// </summary>
internal static class ContentLines
{
    /// <summary>Octets of UTF-8 in a line, without its end.</summary>
    private const int Longest = 75;

    private const string End = "\r\n";

    /// <summary>The same lines, broken between characters alone.</summary>
    public static string Fold(string lines)
    {
        var folded = new StringBuilder(lines.Length);
        var octets = 0;
        foreach (var rune in lines.Replace(End + ' ', "", StringComparison.Ordinal).EnumerateRunes())
        {
            if (rune.Value is '\r' or '\n')
            {
                octets = -1;
            }
            else if (octets + rune.Utf8SequenceLength > Longest)
            {
                folded.Append(End).Append(' ');
                octets = 1;
            }

            folded.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        return folded.ToString();
    }
}
