using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Outreach.Domain;

namespace Outreach.Functions.Http;

/// <summary>
/// A change of a resource as it was sent (JSON Merge Patch, RFC 7396): members that are absent stay as they are, null takes one
/// away, and a list is replaced whole.
/// </summary>
internal sealed class MergePatch
{
    private static readonly JsonDocumentOptions NoDuplicates = new() { AllowDuplicateProperties = false };

    private readonly JsonObject _members;

    private MergePatch(JsonObject members) => _members = members;

    public static async Task<Result<MergePatch>> Read(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType())
            return new Refusal(RefusalKind.UnsupportedMedia, "unsupported-media-type", [new FieldError("body", "json-only", [])]);
        return (await Body.ReadBytes(request, Body.Largest, cancellation)).Then(Parse);
    }

    /// <summary>What a resource becomes, as its owner would have sent it; the refusal names the member that is wrong.</summary>
    public Result<T> ApplyTo<T>(T current, JsonTypeInfo<T> type)
        where T : class
    {
        var target = JsonSerializer.SerializeToNode(current, type)!.AsObject();
        Merge(target, _members);
        return Body.Parse(JsonSerializer.SerializeToUtf8Bytes(target, FormJson.Default.JsonObject), type);
    }

    private static Result<MergePatch> Parse(byte[] json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: NoDuplicates) is JsonObject members
                ? new MergePatch(members)
                : Refusal.Invalid("json-form", "body");
        }
        catch (JsonException)
        {
            return Refusal.Invalid("json-form", "body");
        }
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
                target.Remove(name);
            else if (value is JsonObject members)
                Merge(target[name] as JsonObject ?? Emptied(target, name), members);
            else
                target[name] = value.DeepClone();
        }
    }

    private static JsonObject Emptied(JsonObject target, string name)
    {
        var empty = new JsonObject();
        target[name] = empty;
        return empty;
    }
}
