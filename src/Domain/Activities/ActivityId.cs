using System.Text.RegularExpressions;

namespace Outreach.Domain.Activities;

/// <summary>
/// Names an activity: 1 to 10 lower-case letters and digits. Ten, so that a check-in code with the id in it fits the 32
/// characters of a mini-program's scene.
/// </summary>
public sealed partial record ActivityId
{
    private const int NewLength = 10;

    private ActivityId(string value) => Value = value;

    public string Value { get; }

    /// <param name="random">7 bytes.</param>
    public static ActivityId FromBytes(ReadOnlySpan<byte> random) => random.Length == 7
        ? new ActivityId(Base32.Encode(random)[..NewLength])
        : throw new ArgumentException("An activity id takes 7 bytes.", nameof(random));

    public static Result<ActivityId> Parse(string? text)
    {
        if (text is null)
            return Refusal.Invalid("required");
        return Form().IsMatch(text) ? new ActivityId(text) : Refusal.Invalid("id-form");
    }

    public override string ToString() => Value;

    [GeneratedRegex(@"^[a-z0-9]{1,10}\z")]
    private static partial Regex Form();
}
