using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Domain;
using Outreach.Functions.Security;
using Outreach.Web.Shell;
using Outreach.Web.Texts;

namespace Outreach.Functions.Http.Pages;

/// <summary>Answers of page functions.</summary>
internal static class PageAnswers
{
    /// <summary>
    /// What a page may do: load what this site serves and send forms to it, nothing else. No style and no script stands in the page itself.
    /// </summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; " +
        "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The page to begin with.</summary>
    private const string Start = "/activities";

    private const string Unsaved = "unsaved";

    public static IResult Show(PageView view, int status = StatusCodes.Status200OK) => new ShownPage(view, status);

    /// <summary>The page that a form stands on, with what was wrong with the form.</summary>
    public static IResult Show(PageView view, Refusal refusal, HttpRequest request) =>
        Show(view with { Notice = NoticeOf(refusal, request.Language()) }, Problems.StatusOf(refusal.Kind));

    /// <summary>Sends the browser on with GET, so that a reload does not send the form again.</summary>
    public static IResult SeeOther(string path) => new Forwarded(path);

    /// <summary>Where a visitor goes on when what they came for is done: what the query's <c>then</c> says.</summary>
    public static string Then(this HttpRequest request, string otherwise) => OwnPath(request.Query["then"], otherwise);

    /// <summary>Whether the visitor was led to the sign-in because the form that they sent came without a session that holds.</summary>
    public static bool LostForm(this HttpRequest request) => request.Query.ContainsKey(Unsaved);

    /// <summary>A path of this site, and of no other: what does not look like one leads to <paramref name="otherwise"/>.</summary>
    private static string OwnPath(string? path, string otherwise) =>
        path is ['/', .. var rest] && rest is not ['/' or '\\', ..] && !path.Any(char.IsControl) ? path : otherwise;

    public static Notice NoticeOf(Refusal refusal, Language language) => new(
        Messages.Title(refusal.Code).In(language),
        refusal.Errors.GroupBy(error => error.Field).ToDictionary(
            group => group.Key, IReadOnlyList<string> (group) => [.. group.Select(error => Messages.Of(error, language))]))
    {
        IsStale = refusal.Kind == RefusalKind.Stale,
        Unread = refusal.Errors.Where(error => error.Rule is "number-form" or "whole-number-form")
            .ToDictionary(error => error.Field, error => (string)error.Arguments[0]),
    };

    /// <summary>Why one of several was refused, in one sentence: what is wrong with it where that is said, else the rule.</summary>
    public static string ReasonOf(Refusal refusal, Language language) => refusal.Errors is [var error, ..]
        ? Messages.Of(error, language)
        : Messages.Title(refusal.Code).In(language);

    /// <summary>What a browser gets instead of the page: the way to sign in where that is what it lacks, otherwise a page that says why.</summary>
    public static Task Refuse(Refusal refusal, string traceId, HttpContext context)
    {
        // What was posted to may be no page, and no browser tells on which page the form stood.
        var request = context.Request;
        var isForm = !HttpMethods.IsGet(request.Method);
        var wanted = isForm ? Start : request.Path + request.QueryString;
        if (refusal.Kind == RefusalKind.Unauthenticated)
        {
            var then = Uri.EscapeDataString(isForm ? OwnPath(context.PageOfForm(), Start) : wanted);
            return SeeOther($"/sign-in?then={then}{(isForm ? $"&{Unsaved}=true" : "")}").ExecuteAsync(context);
        }

        var notice = NoticeOf(refusal, request.Language());
        return Show(new ProblemView(notice.Title, notice.Errors, traceId, wanted), Problems.StatusOf(refusal.Kind)).ExecuteAsync(context);
    }

    private sealed class ShownPage(PageView view, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var (request, response) = (httpContext.Request, httpContext.Response);
            var language = request.Language();
            response.Speak(language.Tag());
            response.Headers.ContentSecurityPolicy = Policy;
            var site = httpContext.RequestServices.GetRequiredService<SiteName>().Text;
            var visit = new Visit(language, site, view.Path ?? request.Path + request.QueryString, request.FindCaller() is not null);
            return new RazorComponentResult<Document>(new { View = view, Visit = visit })
            {
                StatusCode = status,
                PreventStreamingRendering = true,
            }.ExecuteAsync(httpContext);
        }
    }

    private sealed class Forwarded(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}
