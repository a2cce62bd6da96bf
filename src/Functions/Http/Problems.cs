using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Functions.Http.Pages;
using Outreach.Web.Texts;

namespace Outreach.Functions.Http;

/// <summary>An RFC 9457 problem document: what a client gets instead of an answer.</summary>
/// <param name="Type">What clients tell problems apart by.</param>
/// <param name="Title">What people read.</param>
/// <param name="TraceId">What the log knows the call by.</param>
/// <param name="Errors">What is wrong, by the path of the field.</param>
internal sealed record ProblemDocument(
    string Type, string Title, int Status, string TraceId, IReadOnlyDictionary<string, string[]>? Errors);

/// <summary>The one way from a refusal to an answer.</summary>
public static class Problems
{
    public static IResult From(Refusal refusal) => new ProblemResult(refusal);

    /// <summary>The answer to a bug or an outage; the log has the rest under the same trace id.</summary>
    internal static readonly Refusal Unexpected = new(RefusalKind.Unexpected, "unexpected-error", []);

    internal static string TypeOf(string code) => $"urn:outreach:problem:{code}";

    internal static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Stale => StatusCodes.Status412PreconditionFailed,
        RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
        RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalKind.UnsupportedMedia => StatusCodes.Status415UnsupportedMediaType,
        RefusalKind.Busy => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private sealed class ProblemResult(Refusal refusal) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var language = httpContext.Request.Language();
            var response = httpContext.Response;
            response.StatusCode = StatusOf(refusal.Kind);
            response.Speak(language.Tag());
            if (refusal.RetryAfter is { } wait)
                response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            else if (refusal.Kind == RefusalKind.Busy)
                response.Headers.RetryAfter = "2";

            var traceId = Activity.Current?.TraceId.ToHexString() ?? httpContext.TraceIdentifier;
            if (httpContext.IsForPage())
            {
                await PageAnswers.Refuse(refusal, traceId, httpContext);
                return;
            }

            response.ContentType = "application/problem+json";
            if (refusal.Kind == RefusalKind.Unauthenticated)
                response.Headers.WWWAuthenticate = "Bearer";
            var document = new ProblemDocument(
                TypeOf(refusal.Code), Messages.Title(refusal.Code).In(language), response.StatusCode, traceId, ErrorsOf(language));
            await JsonSerializer.SerializeAsync(
                response.Body, document, ProblemsJson.Contract.ProblemDocument, httpContext.RequestAborted);
        }

        private Dictionary<string, string[]>? ErrorsOf(Language language) => refusal.Errors.IsEmpty
            ? null
            : refusal.Errors
                .GroupBy(error => error.Field)
                .ToDictionary(group => group.Key, group => group.Select(error => Messages.Of(error, language)).ToArray());
    }
}

[JsonSerializable(typeof(ProblemDocument))]
internal sealed partial class ProblemsJson : JsonSerializerContext
{
    public static readonly ProblemsJson Contract = new(ContractJson.Options);
}
