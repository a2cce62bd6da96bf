using System.Diagnostics;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;

namespace Outreach.LocalHost.Http;

/// <summary>The problem document of an answer that the host gives in place of a function.</summary>
internal sealed partial record PlatformProblem(string Title, int Status, string? Detail, string TraceId)
{
    public static Task Write(HttpContext context, int status, string? detail = null)
    {
        var problem = new PlatformProblem(ReasonPhrases.GetReasonPhrase(status), status, detail, Activity.Current?.Id ?? context.TraceIdentifier);
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(problem, Json.Default.PlatformProblem, "application/problem+json", context.RequestAborted);
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(PlatformProblem))]
    private sealed partial class Json : JsonSerializerContext;
}
