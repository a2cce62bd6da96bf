using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Outreach.Functions.Http;

/// <summary>A text in the two languages of the product.</summary>
internal sealed record Bilingual(string Chinese, string English)
{
    public string In(Language language) => language == Language.English ? English : Chinese;
}

internal enum Language
{
    Chinese,
    English,
}

internal static class LanguageOfRequest
{
    /// <summary>English where <c>Accept-Language</c> prefers it to Chinese; otherwise Chinese, the district's own.</summary>
    public static Language Language(this HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var wanted))
            return Http.Language.Chinese;
        return Quality(wanted, "en") > Quality(wanted, "zh") ? Http.Language.English : Http.Language.Chinese;
    }

    public static string Tag(this Language language) => language == Http.Language.English ? "en" : "zh-CN";

    private static double Quality(IEnumerable<StringWithQualityHeaderValue> wanted, string language) => wanted
        .Where(w => w.Value.Equals(language, StringComparison.OrdinalIgnoreCase) || w.Value.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase))
        .Select(w => w.Quality ?? 1)
        .DefaultIfEmpty(0)
        .Max();
}
