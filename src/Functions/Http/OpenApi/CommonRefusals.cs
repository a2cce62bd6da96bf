using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Http.OpenApi;

/// <summary>The refusals that a function has by its shape: its rule, its body, its path.</summary>
internal static class CommonRefusals
{
    /// <summary>The status of the codes that are no conflict. A test holds it against the source.</summary>
    private static readonly FrozenDictionary<string, int> Statuses = new Dictionary<string, int>
    {
        ["invalid-input"] = StatusCodes.Status400BadRequest,
        ["code-expired"] = StatusCodes.Status400BadRequest,
        ["form-expired"] = StatusCodes.Status400BadRequest, // Of pages alone; the contract has no forms to lose.
        ["not-signed-in"] = StatusCodes.Status401Unauthorized,
        ["session-over"] = StatusCodes.Status401Unauthorized,
        ["one-time-code-unknown"] = StatusCodes.Status401Unauthorized,
        ["forbidden"] = StatusCodes.Status403Forbidden,
        ["same-person"] = StatusCodes.Status403Forbidden,
        ["not-found"] = StatusCodes.Status404NotFound,
        ["stale"] = StatusCodes.Status412PreconditionFailed,
        ["body-too-large"] = StatusCodes.Status413PayloadTooLarge,
        ["too-many-requests"] = StatusCodes.Status429TooManyRequests,
        ["unsupported-media-type"] = StatusCodes.Status415UnsupportedMediaType,
        ["unexpected-error"] = StatusCodes.Status500InternalServerError,
        ["store-busy"] = StatusCodes.Status503ServiceUnavailable,
    }.ToFrozenDictionary();

    public static int StatusOf(string code) => Statuses.GetValueOrDefault(code, StatusCodes.Status409Conflict);

    public static IEnumerable<string> Of(ApiFunction function)
    {
        var takesBody = function.Takes is not null;
        var isNamed = function.PathParameters.Count > 0;
        return
        [
            .. When(takesBody || isNamed || function.IsPost || function.Query.Count > 0, "invalid-input"),
            .. When(function.Rule is not AnyoneAttribute, "not-signed-in", "session-over"),
            .. When(function.Rule is StaffAttribute or SignedInAttribute { WithGrants: true }, "forbidden"),
            .. When(isNamed, "not-found"),
            .. When(function.IsPost, "idempotency-key-reused", "idempotency-key-busy"),
            .. When(takesBody || function.IsPost, "body-too-large"),
            .. When(takesBody, "unsupported-media-type"),
            .. When(function.Method != "get", "too-many-requests"),
            "unexpected-error",
            "store-busy",
        ];
    }

    private static string[] When(bool applies, params string[] codes) => applies ? codes : [];
}
