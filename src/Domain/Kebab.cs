using System.Text.RegularExpressions;

namespace Outreach.Domain;

/// <summary>The names of enum values as clients see them: <c>PartyMembers</c> is <c>party-members</c>.</summary>
public static partial class Kebab
{
    public static string Of<T>(T value)
        where T : struct, Enum => Names<T>.ByValue[value];

    public static Result<T> Parse<T>(string? text)
        where T : struct, Enum =>
        text is not null && Names<T>.ByName.TryGetValue(text, out var value)
            ? value
            : Refusal.Invalid(text is null ? "required" : "one-of", "", string.Join(", ", Names<T>.ByName.Keys));

    /// <summary>All names of an enum, in the order of its values.</summary>
    public static string[] NamesOf(Type type) => [.. Enum.GetNames(type).Select(Of)];

    private static string Of(string identifier) => WordStart().Replace(identifier, "-").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordStart();

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue =
            Enum.GetValues<T>().ToDictionary(v => v, v => Of(v.ToString()));

        public static readonly Dictionary<string, T> ByName = ByValue.ToDictionary(pair => pair.Value, pair => pair.Key);
    }
}
