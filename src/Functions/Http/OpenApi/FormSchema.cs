using System.Text.Json.Nodes;

namespace Outreach.Functions.Http.OpenApi;

/// <summary>A record as the web form that stands for it, see <see cref="Form"/>.</summary>
internal static class FormSchema
{
    /// <summary>The form of a record; null where the record itself, being flat, describes it.</summary>
    public static JsonObject? Of(string record, IReadOnlyDictionary<string, JsonNode> records)
    {
        var properties = new JsonObject();
        Flatten(record, "", records, properties);
        return properties.Any(property => property.Key.Contains('.', StringComparison.Ordinal))
            ? new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false }
            : null;
    }

    private static void Flatten(string record, string prefix, IReadOnlyDictionary<string, JsonNode> records, JsonObject properties)
    {
        foreach (var (name, schema) in records[record]["properties"]!.AsObject())
        {
            if (RecordIn(schema!) is { } inner)
                Flatten(inner, $"{prefix}{name}.", records, properties);
            else if (schema!["items"] is not JsonObject items || RecordIn(items) is null) // A form has no lists of records.
                properties[prefix + name] = WithoutNull(schema.DeepClone().AsObject());
        }
    }

    private static string? RecordIn(JsonNode schema) =>
        (schema["$ref"] ?? schema["anyOf"]?[0]?["$ref"])?.GetValue<string>().Split('/')[^1];

    private static JsonObject WithoutNull(JsonObject schema)
    {
        if (schema["type"] is JsonArray types)
            schema["type"] = types[0]!.DeepClone();
        if (schema["enum"] is JsonArray names)
            schema["enum"] = new JsonArray([.. names.Where(name => name is not null).Select(name => name!.DeepClone())]);
        return schema;
    }
}
