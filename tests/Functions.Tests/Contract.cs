using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Outreach.Functions.Http.OpenApi;

namespace Outreach.Functions.Tests;

/// <summary>Holds every answer that a test gets against the OpenAPI document.</summary>
internal sealed class Contract : DelegatingHandler
{
    private static readonly JsonNode Document = JsonNode.Parse(ApiDocument.Utf8)!;
    private static readonly string[] Headers = ["ETag", "Retry-After"];

    /// <summary>The operations, those with the fewest parameters in their path first: they are the ones that routing prefers.</summary>
    private static readonly IReadOnlyList<(string Method, Regex Path, JsonNode Says)> Operations =
    [
        .. from path in Document["paths"]!.AsObject()
           orderby path.Key.Count(c => c == '{')
           from operation in path.Value!.AsObject()
           select (operation.Key.ToUpperInvariant(), new Regex($"^{Regex.Replace(path.Key, @"\{\w+\}", "[^/]+")}$"), operation.Value!),
    ];

    private readonly bool _asksWell;

    private Contract(SocketsHttpHandler transport, bool asksWell)
        : base(transport) => _asksWell = asksWell;

    /// <summary>A client of a host. What it gets is what the document says, or the test fails.</summary>
    public static HttpClient Client(Uri host) => Client(host, new SocketsHttpHandler(), asksWell: true);

    /// <param name="asksWell">Whether what it asks has to be known to the document too.</param>
    public static HttpClient Client(Uri host, SocketsHttpHandler transport, bool asksWell) =>
        new(new Contract(transport, asksWell)) { BaseAddress = host, Timeout = TimeSpan.FromSeconds(60) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        Holds(request, response, await Answer.Of(response, cancellationToken));
        return response;
    }

    private void Holds(HttpRequestMessage request, HttpResponseMessage response, Answer answer)
    {
        var (method, uri) = (request.Method.Method, request.RequestUri!);
        var operation = Operations.FirstOrDefault(o => o.Method == method && o.Path.IsMatch(uri.AbsolutePath)).Says;
        if (operation is null || answer.Problem == "blank" || answer is { Status: 400 or 414 or 431, MediaType: null })
            return; // No function answered: the host did, or its server, which refuses a path with a NUL in it, or an address that is too long.

        var said = $"{method} {uri.PathAndQuery} → {answer.Status} {answer.Body?.ToJsonString()}";
        if (_asksWell && answer.Status < 300)
            Assert.True(Unknown(operation, uri.Query) is null, $"openapi.json knows no such parameter of the query, add [Query]: {said}");
        if (operation["responses"]![answer.Status.ToString(CultureInfo.InvariantCulture)] is not { } known)
        {
            Assert.Fail($"openapi.json knows no such status, add [Answers] or [Refuses]: {said}");
            return;
        }

        known = Resolve(known);
        foreach (var name in Headers)
        {
            var header = known["headers"]?[name] is { } declared ? Resolve(declared) : null;
            var (has, mayHave, mustHave) = (response.Headers.Contains(name), header is not null, header?["required"]?.GetValue<bool>() ?? false);
            Assert.True(has ? mayHave : !mustHave, $"openapi.json says otherwise of {name}: {said}");
        }

        if (known["content"]?.AsObject() is not { } content)
        {
            Assert.True(answer.MediaType is null, $"openapi.json knows of no body: {said}");
            return;
        }

        Assert.True(answer.MediaType is not null && content.ContainsKey(answer.MediaType), $"openapi.json knows no such media type: {said}");
        if (content[answer.MediaType]!["schema"] is { } schema && Wrong(schema, answer.Body, "body").FirstOrDefault() is { } wrong)
            Assert.Fail($"openapi.json says otherwise, {wrong}: {said}");
    }

    /// <summary>A parameter of the query that an operation does not name; null where it names all.</summary>
    private static string? Unknown(JsonNode operation, string query)
    {
        var known = (operation["parameters"] as JsonArray ?? []).Select(parameter => Resolve(parameter!)["name"]!.GetValue<string>());
        return QueryHelpers.ParseQuery(query).Keys.Except(known).FirstOrDefault();
    }

    private static IEnumerable<string> Wrong(JsonNode schema, JsonNode? value, string where)
    {
        if (schema["allOf"] is JsonArray all)
            return all.SelectMany(part => Wrong(part!, value, where));
        var isWhole = schema["$ref"] is not null;
        schema = Resolve(schema);
        if (schema["enum"] is JsonArray names && !names.Any(name => JsonNode.DeepEquals(name, value)))
            return [$"{where} is none of {names.ToJsonString()}"];
        return (schema["type"]?.GetValue<string>(), value) switch
        {
            (null, _) => [],
            ("object", JsonObject members) => WrongMembers(schema, members, where, isWhole),
            ("array", JsonArray items) => items.SelectMany((item, i) => Wrong(schema["items"]!, item, $"{where}[{i}]")),
            ("string", JsonValue v) when v.TryGetValue<string>(out var text) => IsWritten(text, schema["format"]?.GetValue<string>())
                ? []
                : [$"{where} is no {schema["format"]}"],
            ("boolean", JsonValue v) when v.TryGetValue<bool>(out _) => [],
            ("integer", JsonValue v) when v.TryGetValue<long>(out _) => [],
            ("number", JsonValue v) when v.TryGetValue<double>(out _) => [],
            var (type, _) => [$"{where} is no {type}"],
        };
    }

    private static bool IsWritten(string text, string? format) => format switch
    {
        "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) && text.Contains('T', StringComparison.Ordinal),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        null => true,
        _ => false,
    };

    /// <param name="isWhole">Whether the schema names every member that there may be.</param>
    private static IEnumerable<string> WrongMembers(JsonNode schema, JsonObject members, string where, bool isWhole)
    {
        var missing = (schema["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).Where(name => !members.ContainsKey(name));
        return missing.Select(name => $"{where}.{name} is missing").Concat(members.SelectMany(member =>
            (schema["properties"]?[member.Key] ?? schema["additionalProperties"]) is { } inner ? Wrong(inner, member.Value, $"{where}.{member.Key}")
            : isWhole ? [$"{where}.{member.Key} is not named"]
            : []));
    }

    private static JsonNode Resolve(JsonNode node) => node["$ref"] is { } reference
        ? reference.GetValue<string>().Split('/').Skip(1).Aggregate(Document, (at, name) => at[name]!)
        : node;
}
