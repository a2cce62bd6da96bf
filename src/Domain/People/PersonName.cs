using System.Globalization;
using System.Text;

namespace Outreach.Domain.People;

/// <summary>
/// A person's name: 1 to 50 letters of any script and plane (㐱, 𠮷), with spaces, hyphens, apostrophes, full stops and the middle
/// dot of Uyghur, Tibetan and Mongolian names (·). It is not checked against any list: people are called what they are called.
/// </summary>
public sealed record PersonName
{
    private const int Longest = 50;
    private static readonly Rune[] Marks = [.. " -'’.·•‧・".EnumerateRunes()];

    private PersonName(string value) => Value = value;

    public string Value { get; }

    public static Result<PersonName> Parse(string? text)
    {
        if (!Text.Parse(text, Longest).TryGet(out var name, out var refusal))
            return refusal;
        var runes = name.EnumerateRunes().ToArray();
        return runes.All(rune => IsLetter(rune) || Marks.Contains(rune)) && runes.Any(IsLetter)
            ? new PersonName(name)
            : Refusal.Invalid("name-characters");
    }

    /// <summary>Names are personal: a log shows the first character at the most.</summary>
    public override string ToString() => $"{Value.EnumerateRunes().First()}**";

    /// <summary>Characters that a newer version of Unicode names may be unknown to this machine; a name in them is a name all the same.</summary>
    private static bool IsLetter(Rune rune) =>
        Rune.IsLetter(rune) ||
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark ||
        (Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse && rune.Value is >= 0x20000 and < 0x40000);
}
