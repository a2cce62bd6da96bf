using System.Globalization;
using System.Text;

namespace Outreach.Domain.People;

/// <summary>
/// A person's name: 1 to 50 letters of any script and plane (㐱, 𠮷), with spaces, hyphens, apostrophes, full stops and the middle
/// dot of Uyghur, Tibetan and Mongolian names (·). It is not checked against any list: people are called what they are called.
/// Lists pad names (张　三, 张  三): white space between Han characters is left out, and elsewhere a run of it is one space.
/// </summary>
public sealed record PersonName
{
    private const int Longest = 50;
    private static readonly Rune[] Marks = [.. " -'’.·•‧・".EnumerateRunes()];

    private PersonName(string value) => Value = value;

    public string Value { get; }

    public static Result<PersonName> Parse(string? text)
    {
        if (!Text.Parse(text, Longest).TryGet(out var written, out var refusal))
            return refusal;
        var name = Unpadded(Text.Narrow(written));
        var runes = name.EnumerateRunes().ToArray();
        return runes.All(rune => IsLetter(rune) || Marks.Contains(rune)) && runes.Any(IsLetter)
            ? new PersonName(name)
            : Refusal.Invalid("name-characters");
    }

    /// <summary>Names are personal: a log shows the first character at the most.</summary>
    public override string ToString() => $"{Value.EnumerateRunes().First()}**";

    private static string Unpadded(string name)
    {
        var parts = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var unpadded = new StringBuilder(parts[0]);
        foreach (var (before, part) in parts.Zip(parts.Skip(1)))
            unpadded.Append(IsHan(before.EnumerateRunes().Last()) && IsHan(part.EnumerateRunes().First()) ? "" : " ").Append(part);
        return unpadded.ToString();
    }

    /// <summary>Characters of Chinese, and 々, which repeats one.</summary>
    private static bool IsHan(Rune rune) =>
        rune.Value is '々' or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or
            (>= 0x20000 and < 0x40000);

    /// <summary>Characters that a newer version of Unicode names may be unknown to this machine; a name in them is a name all the same.</summary>
    private static bool IsLetter(Rune rune) =>
        Rune.IsLetter(rune) ||
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark ||
        (Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse && rune.Value is >= 0x20000 and < 0x40000);
}
