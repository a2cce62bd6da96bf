using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Outreach.Functions.Http.Pages;

/// <summary>A field of a form in which one thing a line stands, each with a number behind its name: <c>引导 5</c>, <c>Welcome: 5</c>.</summary>
internal static partial class NumberedLines
{
    /// <summary>What the lines say; a line without a number has none, and whoever takes it says so.</summary>
    public static IReadOnlyList<(string Name, int? Number)> ReadLines(this IFormCollection form, string field) =>
    [
        .. form[field].ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(text =>
            Line().Match(text) is { Success: true } match
                ? (match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))
                : (text, (int?)null)),
    ];

    [GeneratedRegex(@"^(.+?)[\s:：,，]+(\d{1,6})\s*人?\z")]
    private static partial Regex Line();
}
