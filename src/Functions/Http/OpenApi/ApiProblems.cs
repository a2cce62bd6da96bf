using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Outreach.Functions.Http.OpenApi;

/// <summary>The answers of functions that refuse: one a status, with the codes that it may name.</summary>
internal sealed class ApiProblems
{
    private readonly SortedDictionary<string, JsonNode> _shared = new(StringComparer.Ordinal);

    /// <summary>The answers with none but common codes, by the name of their status.</summary>
    public JsonObject Shared => new(_shared.Select(answer => KeyValuePair.Create<string, JsonNode?>(answer.Key, answer.Value.DeepClone())));

    /// <summary>Adds a function's problems to its answers.</summary>
    public void AddTo(JsonObject responses, ApiFunction function)
    {
        var common = CommonRefusals.Of(function).ToList();
        foreach (var codes in function.Refusals.GroupBy(CommonRefusals.StatusOf).OrderBy(group => group.Key))
        {
            var answer = Answer(codes.Key, [.. codes.Order(StringComparer.Ordinal)]);
            responses[codes.Key.ToString(CultureInfo.InvariantCulture)] = codes.All(common.Contains) ? Share(codes.Key, answer) : answer;
        }
    }

    private JsonObject Share(int status, JsonObject answer)
    {
        var name = ReasonPhrases.GetReasonPhrase(status).Replace(" ", "", StringComparison.Ordinal);
        _shared[name] = answer;
        return new JsonObject { ["$ref"] = $"#/components/responses/{name}" };
    }

    private static JsonObject Answer(int status, string[] codes)
    {
        var answer = new JsonObject
        {
            ["description"] = string.Join("\n", codes.Select(code => $"- `{code}`: {Messages.Title(code).English}")),
            ["content"] = new JsonObject
            {
                ["application/problem+json"] = new JsonObject
                {
                    ["schema"] = new JsonObject
                    {
                        ["allOf"] = new JsonArray(
                            ApiSchemas.Reference(nameof(ProblemDocument)),
                            new JsonObject
                            {
                                ["type"] = "object",
                                ["properties"] = new JsonObject
                                {
                                    ["type"] = new JsonObject { ["enum"] = new JsonArray([.. codes.Select(code => Problems.TypeOf(code))]) },
                                },
                            }),
                    },
                },
            },
        };
        if (RetryAfter(status, codes) is { } header)
            answer["headers"] = new JsonObject { ["Retry-After"] = new JsonObject { ["$ref"] = $"#/components/headers/{header}" } };
        return answer;
    }

    private static string? RetryAfter(int status, string[] codes) => status switch
    {
        StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => ApiDocument.RetryAfter,
        _ when codes.Contains("idempotency-key-busy") => ApiDocument.RetryAfterBusy,
        _ => null,
    };
}
