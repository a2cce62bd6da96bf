using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outreach.Functions.Http;

/// <summary>How the contract's JSON is read and written; each slice lists its types in a context made with these options.</summary>
internal static class ContractJson
{
    /// <summary>
    /// camelCase, unknown and repeated members refused, nothing converted: "12" is no number. Chinese stays readable in answers;
    /// they are JSON and never part of a page.
    /// </summary>
    public static JsonSerializerOptions Options => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
