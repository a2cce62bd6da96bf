using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Outreach.Domain.Participation;

/// <summary>
/// Names a training or an award within a person's record: 16 characters of lower-case base32 that follow from what was first
/// entered, so that entering the same twice is entering it once.
/// </summary>
public sealed partial record EntryId
{
    private EntryId(string value) => Value = value;

    public string Value { get; }

    /// <param name="parts">What tells an entry from others of its kind; free text holds no NUL, which parts them.</param>
    public static EntryId Of(params IEnumerable<string> parts) =>
        new(Base32.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))).AsSpan(0, 10)));

    public static Result<EntryId> Parse(string? text)
    {
        if (text is null)
            return Refusal.Invalid("required");
        return Form().IsMatch(text) ? new EntryId(text) : Refusal.Invalid("id-form");
    }

    public override string ToString() => Value;

    [GeneratedRegex(@"^[a-z2-7]{16}\z")]
    private static partial Regex Form();
}
