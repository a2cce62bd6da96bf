using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.Domain;
using Outreach.Functions.Activities;
using Outreach.Functions.Http.OpenApi;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Tests.Fuzz;

/// <summary>Bodies as good clients send them: what the matrix of access sends, and members more as the OpenAPI document has them.</summary>
internal sealed class Examples(World world)
{
    private const int MemberTooMany = 30;

    private static readonly JsonNode Document = JsonNode.Parse(ApiDocument.Utf8)!;
    private static readonly string[] Words = ["净菜进社区", "急救", "O’Neil", "样例单位", "a"];

    /// <summary>A body for a function; null where it takes none, or no JSON.</summary>
    public JsonNode? Of(ApiFunction function, Resource resource, Dice dice)
    {
        if (function.Takes is not { MediaType: null or "application/merge-patch+json" })
            return null;
        var schema = Document["paths"]![function.Path]![function.Method]!["requestBody"]!["content"]!.AsObject().First().Value!["schema"]!;
        var body = JsonSerializer.SerializeToNode(resource.Body?.Invoke(world) ?? new JsonObject());
        return body is null ? null : Filled(body, Resolve(schema), dice);
    }

    /// <summary>The same body with some of the members that it might have besides.</summary>
    private JsonNode Filled(JsonNode body, JsonNode schema, Dice dice)
    {
        if (body is JsonArray items)
            return new JsonArray([.. items.Select(item => Filled(item!.DeepClone(), Resolve(schema["items"]!), dice))]);
        if (body is not JsonObject members)
            return body;
        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            if (name == "code" && dice.Percent(60))
                members[name] = world.DoorCode;
            else if (members[name] is { } given)
                members[name] = Filled(given.DeepClone(), Resolve(property!), dice);
            else if (dice.Percent(MemberTooMany))
                members[name] = ValueOf(name, property!, dice);
        }

        return members;
    }

    private JsonNode? ValueOf(string name, JsonNode schema, Dice dice)
    {
        schema = Resolve(schema);
        if (schema["enum"] is JsonArray names)
            return names[dice.Below(names.Count)]?.DeepClone();
        var type = schema["type"] is JsonArray types ? types[0]!.GetValue<string>() : schema["type"]!.GetValue<string>();
        return type switch
        {
            "object" => new JsonObject(schema["properties"]!.AsObject().Select(
                member => KeyValuePair.Create(member.Key, ValueOf(member.Key, member.Value!, dice)))),
            "array" => new JsonArray([.. Enumerable.Range(0, dice.Below(3)).Select(_ => ValueOf(name, schema["items"]!, dice))]),
            "integer" => dice.Below(120),
            "number" => name == "latitude" ? 40.09 : 113.3,
            "boolean" => dice.Percent(50),
            _ => TextOf(name, schema["format"]?.GetValue<string>(), dice),
        };
    }

    private string TextOf(string name, string? format, Dice dice) => (name, format) switch
    {
        (_, "date-time") => world.App.Clock.GetUtcNow().AddHours(dice.Below(8) - 4).ToString("O", CultureInfo.InvariantCulture),
        (_, "date") or ("birthDate", _) => "2010-05-05",
        ("personId" or "duplicate", _) => dice.Of(world.Expendable),
        ("areaCode" or "organiserArea" or "homeAreaCode" or "district", _) => dice.Of([App.Community, World.District]),
        ("phone", _) => App.Phone(100_000 + dice.Below(1_000_000)),
        ("idNumber", _) => "11010519491231002X",
        ("unitCode", _) => "91110000600037341L",
        ("category" or "categories", _) => "waste-sorting",
        ("queue", _) => dice.Of(Queues.All),
        ("messageId", _) => "00000000-0000-0000-0000-000000000001",
        ("code", _) => world.DoorCode,
        ("version", _) => "1",
        _ => dice.Of(Words),
    };

    /// <summary>What a schema stands for where it points to another, or says that it may be null besides.</summary>
    private static JsonNode Resolve(JsonNode schema) =>
        schema["anyOf"] is JsonArray choices ? Resolve(choices[0]!)
        : schema["$ref"] is { } reference ? reference.GetValue<string>().Split('/').Skip(1).Aggregate(Document, (at, name) => at[name]!)
        : schema;
}
