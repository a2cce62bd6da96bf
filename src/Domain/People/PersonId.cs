using System.Text.RegularExpressions;

namespace Outreach.Domain.People;

/// <summary>Names a person within the system: 16 characters of lower-case base32, which say nothing about who it is.</summary>
public sealed partial record PersonId
{
    private PersonId(string value) => Value = value;

    public string Value { get; }

    /// <param name="random">10 bytes.</param>
    public static PersonId FromBytes(ReadOnlySpan<byte> random) => random.Length == 10
        ? new PersonId(Base32.Encode(random))
        : throw new ArgumentException("A person id takes 10 bytes.", nameof(random));

    public static Result<PersonId> Parse(string? text)
    {
        if (text is null)
            return Refusal.Invalid("required");
        return Form().IsMatch(text) ? new PersonId(text) : Refusal.Invalid("id-form");
    }

    public override string ToString() => Value;

    [GeneratedRegex(@"^[a-z2-7]{16}\z")]
    private static partial Regex Form();
}
