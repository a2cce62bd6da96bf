using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Outreach.Functions.Security;
using Outreach.Web.Texts;

namespace Outreach.Functions.Http.Pages;

/// <summary>
/// The cookies of the pages: never read by a script, never sent along from another site's form, never over plain HTTP but on this machine.
/// </summary>
internal static class PageCookies
{
    private const string Session = "outreach-session";
    private const string Language = "outreach-language";

    /// <summary>The token of the session that the browser brought; null when it brought none.</summary>
    public static string? SessionToken(this HttpRequest request) => request.Cookies[Session];

    /// <summary>The language that the visitor chose; null when they did not.</summary>
    public static Language? ChosenLanguage(this HttpRequest request) => LanguageTags.OfTag(request.Cookies[Language]);

    public static void KeepSession(this HttpResponse response, OpenedSession session) =>
        response.Cookies.Append(Session, session.Token, Of(session.ExpiresAt));

    public static void ForgetSession(this HttpResponse response) => response.Cookies.Delete(Session, Of(null));

    public static void KeepLanguage(this HttpResponse response, Language language, DateTimeOffset until) =>
        response.Cookies.Append(Language, language.Tag(), Of(until));

    /// <summary>Browsers treat <c>localhost</c> as secure, so one machine needs no exception.</summary>
    private static CookieOptions Of(DateTimeOffset? until) =>
        new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", Expires = until };

    /// <summary>
    /// The cookie of the antiforgery tokens. TLS ends at the platform's front end, so that a request comes to the app without it and asking
    /// the request would leave the cookie open: it is always for secure transport. Whoever follows a link from another site has to bring it, too:
    /// they would get another, and with it every form that is open in another tab would count as too old.
    /// </summary>
    public static CookieBuilder Antiforgery() => new AlwaysSecure
    {
        Name = "outreach-form",
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        SecurePolicy = CookieSecurePolicy.None,
        Path = "/",
    };

    private sealed class AlwaysSecure : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            options.Secure = true;
            return options;
        }
    }
}
