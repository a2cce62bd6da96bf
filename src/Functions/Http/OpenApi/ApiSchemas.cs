using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Outreach.Domain;

namespace Outreach.Functions.Http.OpenApi;

/// <summary>
/// The schemas of what functions take and answer, made from the records as the slices' JSON contexts know them. Each record stands
/// once, under its name. What may be null is absent from answers; in requests null stands for absent.
/// </summary>
internal sealed class ApiSchemas
{
    private static readonly JsonSerializerOptions Json = new(ContractJson.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine([.. typeof(ApiSchemas).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(JsonSerializerContext)))
            .Select(type => type.GetField(nameof(ProblemsJson.Contract))?.GetValue(null))
            .OfType<IJsonTypeInfoResolver>()]),
    };

    private readonly SortedDictionary<string, JsonNode> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Type Type, bool IsAnswer)> _named = [];

    /// <summary>The records seen so far, by name.</summary>
    public JsonObject Records => new(_records.Select(record => KeyValuePair.Create<string, JsonNode?>(record.Key, record.Value.DeepClone())));

    public JsonNode Taken(Type type) => Export(type, isAnswer: false);

    public JsonNode Answered(Type type) => Export(type, isAnswer: true);

    /// <summary>What stands for a record in a web form.</summary>
    public JsonNode Form(Type type)
    {
        if (FormSchema.Of(type.Name, _records) is not { } form)
            return Reference(type.Name);
        _records[$"{type.Name}Form"] = form;
        return Reference($"{type.Name}Form");
    }

    private JsonNode Export(Type type, bool isAnswer) => type == typeof(string)
        ? new JsonObject { ["type"] = "string" }
        : Json.GetTypeInfo(type).GetJsonSchemaAsNode(new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, schema) => schema is JsonObject node ? Transform(context, node, isAnswer) : schema,
        });

    private JsonNode Transform(JsonSchemaExporterContext context, JsonObject schema, bool isAnswer)
    {
        schema.Remove("default");
        var mayBeNull = schema["type"] is JsonArray && !isAnswer;
        if (schema["type"] is JsonArray types && !mayBeNull)
            schema["type"] = types[0]!.DeepClone();

        var node = context.TypeInfo.Kind == JsonTypeInfoKind.Object ? Named(context.TypeInfo, schema, mayBeNull, isAnswer) : Plain(context, schema);
        if (context.PropertyInfo?.AttributeProvider is MemberInfo member && XmlDocs.Of(member) is { } description)
            node["description"] = description;
        return node;
    }

    private JsonObject Named(JsonTypeInfo type, JsonObject schema, bool mayBeNull, bool isAnswer)
    {
        schema["type"] = "object";
        schema.Remove("required");
        var required = type.Properties.Where(property => !property.IsGetNullable).Select(property => (JsonNode?)property.Name).ToArray();
        if (required.Length > 0)
            schema["required"] = new JsonArray(required);
        if (isAnswer)
            schema.Remove("additionalProperties"); // Answers grow.
        if (XmlDocs.Of(type.Type) is { } description)
            schema.Insert(0, "description", description);
        if (!_named.TryAdd(type.Type.Name, (type.Type, isAnswer)) && _named[type.Type.Name] != (type.Type, isAnswer))
            throw new InvalidOperationException(
                $"The document has one {type.Type.Name}: another record, or the same both taken and answered, needs another name.");
        _records.TryAdd(type.Type.Name, schema.DeepClone());

        var reference = Reference(type.Type.Name);
        return mayBeNull ? new JsonObject { ["anyOf"] = new JsonArray(reference, new JsonObject { ["type"] = "null" }) } : reference;
    }

    private static JsonObject Plain(JsonSchemaExporterContext context, JsonObject schema)
    {
        if (FormatOf(context.TypeInfo.Type) is { } format)
            schema["format"] = format;
        var written = context.PropertyInfo?.AssociatedParameter?.AttributeProvider;
        if (written?.GetCustomAttributes(typeof(WrittenAttribute), false) is [WrittenAttribute { Format: var text }])
            schema["format"] = text;
        if (written?.GetCustomAttributes(typeof(OneOfAttribute), false) is [OneOfAttribute { Names: var names }])
            schema["enum"] = new JsonArray(
                [.. names.Select(name => (JsonNode?)name), .. schema["type"] is JsonArray ? [null] : Array.Empty<JsonNode?>()]);
        return schema;
    }

    public static JsonObject Reference(string record) => new() { ["$ref"] = $"#/components/schemas/{record}" };

    private static string? FormatOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(int) => "int32",
        var t when t == typeof(long) => "int64",
        var t when t == typeof(double) => "double",
        _ => null,
    };
}
