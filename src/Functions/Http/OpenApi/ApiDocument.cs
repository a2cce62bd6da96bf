using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.Functions.Http.Idempotency;

namespace Outreach.Functions.Http.OpenApi;

/// <summary>
/// The OpenAPI document of all functions, made from their attributes and records (docs/adr/0012). The same code gives the same
/// bytes, in whichever host: a test holds them against <c>docs/openapi.json</c>.
/// </summary>
internal static class ApiDocument
{
    private const string Conventions = """
        Instants are ISO 8601 with an offset, civil dates `yyyy-MM-dd` and months `yyyy-MM` in Asia/Shanghai, durations whole minutes.
        A member that has no value is absent. A web form stands for JSON: members of members as `guardian.name`, lists by repeated names.
        Problems and reasons come in Chinese, or in English where `Accept-Language` prefers it.
        `x-outreach-access` says who may call: `anyone`, `signed-in`, or staff with the role on the area concerned; an admin holds every role.
        """;

    private static readonly Lazy<byte[]> Built = new(() => Write(Build()));

    /// <summary>The header <c>Retry-After</c> where it always comes, and where it comes with one code of several.</summary>
    public const string RetryAfter = "RetryAfter", RetryAfterBusy = "RetryAfterBusy";

    public static byte[] Utf8 => Built.Value;

    private static byte[] Write(JsonObject document)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(
            stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            document.WriteTo(writer);
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static JsonObject Build()
    {
        var (schemas, problems, paths) = (new ApiSchemas(), new ApiProblems(), new JsonObject());
        foreach (var path in ApiFunction.All.GroupBy(function => function.Path))
            paths[path.Key] = new JsonObject(path.Select(
                function => KeyValuePair.Create<string, JsonNode?>(function.Method, ApiOperation.Of(function, schemas, problems))));

        schemas.Answered(typeof(ProblemDocument));
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Outreach",
                ["version"] = "1",
                ["summary"] = "Community activities of a city district: who signed up, who came, and what it adds up to.",
                ["description"] = Conventions,
                ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject { ["session"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } },
                ["parameters"] = Parameters(),
                ["headers"] = Headers(),
                ["responses"] = problems.Shared,
                ["schemas"] = schemas.Records,
            },
        };
    }

    private static JsonObject Parameters() => new()
    {
        ["limit"] = Parameter(
            "query", "limit", $"At most so many items; {Paging.MostItems} where nothing is said.",
            new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = Paging.MostItems }),
        ["continuation"] = Parameter(
            "query", "continuation", "What the answer before gave, to get the items after it.", new JsonObject { ["type"] = "string" }),
        ["idempotencyKey"] = Parameter(
            "header", IdempotencyKeys.Header, "The same key gives the same answer for 24 hours, and nothing is done twice.",
            new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = IdempotencyKeys.LongestKey }),
        ["ifMatch"] = Parameter(
            "header", "If-Match", "The version that the change is meant for, as `ETag` gave it; without it any.",
            new JsonObject { ["type"] = "string" }),
    };

    private static JsonObject Parameter(string place, string name, string description, JsonObject schema) =>
        new() { ["name"] = name, ["in"] = place, ["description"] = description, ["schema"] = schema };

    private static JsonObject Headers()
    {
        var seconds = new JsonObject { ["type"] = "integer", ["minimum"] = 0 };
        return new JsonObject
        {
            ["ETag"] = Header("The version of what is shown.", isRequired: true, new JsonObject { ["type"] = "string" }),
            [RetryAfter] = Header("After how many seconds to try again.", isRequired: true, seconds),
            [RetryAfterBusy] = Header(
                "After how many seconds the first call with the same key will have its answer.", isRequired: false, seconds.DeepClone()),
        };
    }

    private static JsonObject Header(string description, bool isRequired, JsonNode schema) =>
        new() { ["description"] = description, ["required"] = isRequired, ["schema"] = schema };
}
