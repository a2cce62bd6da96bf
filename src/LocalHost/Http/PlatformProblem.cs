using System.Diagnostics;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;

namespace Outreach.LocalHost.Http;

/// <summary>The problem document of an answer that the host gives in place of a function: of no type but its status (RFC 9457, 4.2.1).</summary>
internal sealed partial record PlatformProblem(string Type, string Title, int Status, string? Detail, string TraceId)
{
    public static Task Write(HttpContext context, int status, string? detail = null)
    {
        var traceId = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
        var problem = new PlatformProblem("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail, traceId);
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(problem, Json.Default.PlatformProblem, "application/problem+json", context.RequestAborted);
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(PlatformProblem))]
    private sealed partial class Json : JsonSerializerContext;
}
