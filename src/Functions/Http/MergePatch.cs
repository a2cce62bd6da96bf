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
            if (JsonNode.Parse(json, documentOptions: NoDuplicates) is not JsonObject members)
                return Refusal.Invalid("json-form", "body");
            return NoText(members) is { } value ? Refusal.Invalid("json-form", Body.PathOf(value.GetPath())) : new MergePatch(members);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Refusal.Invalid("json-form", "body"); // A member whose name is no text is said to be an invalid operation.
        }
    }

    /// <summary>A value that is written as a text and is none: JSON can spell half a surrogate pair. It is not read until it is used.</summary>
    private static JsonNode? NoText(JsonNode? node) => node switch
    {
        JsonObject members => members.Select(member => NoText(member.Value)).FirstOrDefault(found => found is not null),
        JsonArray items => items.Select(NoText).FirstOrDefault(found => found is not null),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && !IsText(value) => value,
        _ => null,
    };

    private static bool IsText(JsonValue value)
    {
        try
        {
            return value.GetValue<string>() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
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
