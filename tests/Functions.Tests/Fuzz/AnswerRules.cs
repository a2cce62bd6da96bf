using System.Text.Json.Nodes;

namespace Outreach.Functions.Tests.Fuzz;

/// <summary>What holds for every answer, whatever was asked; that it is as the OpenAPI document says, the client looks after.</summary>
internal static class AnswerRules
{
    private static readonly string[] Members = ["type", "title", "traceId"];

    /// <summary>What is wrong with an answer; null when it is as it has to be.</summary>
    public static string? Broken(FuzzRequest request, Answer answer) => answer switch
    {
        { Status: >= 500 } => $"answered {answer.Status}: {answer.Body?.ToJsonString()}",
        { Status: < 400 } => null,
        { MediaType: null } when IsTheServers(request, answer.Status) => null,
        { MediaType: "text/html" } when IsForAPage(request) => null,
        { MediaType: not "application/problem+json" } => $"answered {answer.Status} with {answer.MediaType ?? "nothing"} and no problem document",
        _ when request.Method == "HEAD" => null,
        { Body: JsonObject problem } => Wrong(problem, answer),
        _ => $"answered {answer.Status} with no problem document",
    };

    /// <summary>Tricks with the path may lead out of the contract and to a page, whose refusals are pages.</summary>
    private static bool IsForAPage(FuzzRequest request) =>
        Uri.TryCreate("http://host" + request.Target, UriKind.Absolute, out var target) &&
        !target.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal);

    /// <summary>
    /// Kestrel refuses by itself, before there is a request that anybody could answer: a NUL in the path (400), a request line or
    /// headers that are too long (414, 431), bytes in a header that are no UTF-8 (400).
    /// </summary>
    private static bool IsTheServers(FuzzRequest request, int status) => status switch
    {
        400 => request.Target.Contains("%00", StringComparison.Ordinal) || request.Headers.Any(header => header.Value.Any(c => c > '~')),
        414 => request.Target.Length > 7_000,
        431 => request.Headers.Sum(header => header.Name.Length + header.Value.Length) > 20_000,
        _ => false,
    };

    private static string? Wrong(JsonObject problem, Answer answer)
    {
        var isWhole = Members.All(name => problem[name]?.GetValue<string>().Length > 0);
        if (!isWhole || problem["status"]?.GetValue<int>() != answer.Status)
            return $"answered a problem document that is not whole: {problem.ToJsonString()}";
        if (answer.Problem != "invalid-input")
            return null;
        var isNamed = problem["errors"] is JsonObject { Count: > 0 } errors && errors.All(error =>
            error.Key.Length > 0 && error.Value is JsonArray { Count: > 0 } reasons && reasons.All(reason => reason!.GetValue<string>().Length > 0));
        return isNamed ? null : $"named no field of what is wrong: {problem.ToJsonString()}";
    }
}
