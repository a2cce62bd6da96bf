using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Outreach.Functions.Http.Pages;
using Outreach.Web.Texts;

namespace Outreach.Functions.Http;

/// <summary>In which language a client is answered (RFC 9110, 12.5.4).</summary>
internal static class LanguageOfRequest
{
    /// <summary>What a language is worth that the client does not speak of: more than one it refuses, less than one it takes.</summary>
    private const double NotNamed = 0;

    private const double Refused = -1;

    /// <summary>
    /// English where <c>Accept-Language</c> wants it more than Chinese; otherwise Chinese, the district's own. The order of the
    /// header says nothing, and what cannot be read of it counts as not sent: nobody is refused for the language. On pages the
    /// visitor's own choice goes before it.
    /// </summary>
    public static Language Language(this HttpRequest request)
    {
        if (request.HttpContext.IsForPage() && request.ChosenLanguage() is { } chosen)
            return chosen;
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var wanted))
            return Web.Texts.Language.Chinese;
        return Worth(wanted, "en") > Worth(wanted, "zh") ? Web.Texts.Language.English : Web.Texts.Language.Chinese;
    }

    /// <summary>Says in which language an answer is, and that another client may be answered otherwise.</summary>
    public static void Speak(this HttpResponse response, string? tag)
    {
        response.Headers.ContentLanguage = tag;
        if (!response.Headers.Vary.Contains(HeaderNames.AcceptLanguage))
            response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
    }

    /// <summary>The same answer, said to be in a language.</summary>
    public static IResult In(this IResult answer, Language language) => new SpokenResult(answer, language);

    /// <summary>
    /// The quality of the language in whatever form it is wanted: <c>en-US</c> is served by what there is of <c>en</c> (RFC 4647, 3.4).
    /// Where it is not named, that of <c>*</c>.
    /// </summary>
    private static double Worth(ICollection<StringWithQualityHeaderValue> wanted, string language)
    {
        var named = wanted.Where(w => w.Value.Equals(language, StringComparison.OrdinalIgnoreCase) ||
            w.Value.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase)).ToList();
        var ranges = named.Count > 0 ? named : [.. wanted.Where(w => w.Value == "*")];
        if (ranges.Count == 0)
            return NotNamed;
        var best = ranges.Max(w => w.Quality ?? 1);
        return best > 0 ? best : Refused;
    }

    private sealed class SpokenResult(IResult answer, Language language) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Speak(language.Tag());
            return answer.ExecuteAsync(httpContext);
        }
    }
}
