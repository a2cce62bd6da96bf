using System.Text.RegularExpressions;

namespace Outreach.Domain;

/// <summary>The names of enum values as clients see them: <c>PartyMembers</c> is <c>party-members</c>.</summary>
public static partial class Kebab
{
    public static string Of<T>(T value)
        where T : struct, Enum => NamesOf<T>.ByValue[value];

    public static Result<T> Parse<T>(string? text)
        where T : struct, Enum =>
        text is not null && NamesOf<T>.ByName.TryGetValue(text, out var value)
            ? value
            : Refusal.Invalid(text is null ? "required" : "one-of", "", string.Join(", ", NamesOf<T>.ByName.Keys));

    /// <summary>All names of an enum, in the order of its values.</summary>
    public static IReadOnlyList<string> Names<T>()
        where T : struct, Enum => [.. NamesOf<T>.ByValue.Values];

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordStart();

    private static class NamesOf<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue =
            Enum.GetValues<T>().ToDictionary(v => v, v => WordStart().Replace(v.ToString(), "-").ToLowerInvariant());

        public static readonly Dictionary<string, T> ByName = ByValue.ToDictionary(pair => pair.Value, pair => pair.Key);
    }
}
