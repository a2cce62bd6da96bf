using System.Text.RegularExpressions;

namespace Outreach.Domain.People;

/// <summary>
/// Names a merge of two people: the one who remains, a hyphen and 8 characters of lower-case base32, so that it leads to them. What
/// is merged again after it was undone has another id.
/// </summary>
public sealed partial record MergeId
{
    private MergeId(PersonId survivor, string value) => (Survivor, Value) = (survivor, value);

    /// <summary>Who remains.</summary>
    public PersonId Survivor { get; }

    public string Value { get; }

    /// <param name="random">5 bytes.</param>
    public static MergeId FromBytes(PersonId survivor, ReadOnlySpan<byte> random) => random.Length == 5
        ? new MergeId(survivor, $"{survivor}-{Base32.Encode(random)}")
        : throw new ArgumentException("A merge id takes 5 bytes.", nameof(random));

    public static Result<MergeId> Parse(string? text)
    {
        if (text is null)
            return Refusal.Invalid("required");
        return Form().Match(text) is { Success: true } match
            ? new MergeId(PersonId.Parse(match.Groups[1].Value).Must(), text)
            : Refusal.Invalid("id-form");
    }

    public override string ToString() => Value;

    [GeneratedRegex(@"^([a-z2-7]{16})-[a-z2-7]{8}\z")]
    private static partial Regex Form();
}
