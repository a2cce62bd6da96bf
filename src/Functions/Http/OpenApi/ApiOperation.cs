using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Outreach.Domain;
using Outreach.Functions.Security;

namespace Outreach.Functions.Http.OpenApi;

/// <summary>One function as an operation of the document.</summary>
internal static class ApiOperation
{
    public static JsonObject Of(ApiFunction function, ApiSchemas schemas, ApiProblems problems)
    {
        var operation = new JsonObject { ["operationId"] = function.Name, ["tags"] = new JsonArray(function.Slice) };
        if (XmlDocs.Of(function.Run.DeclaringType!) is { } text)
        {
            operation["summary"] = FirstSentence(text);
            if (FirstSentence(text) != text)
                operation["description"] = text;
        }

        operation["x-outreach-access"] = Access(function.Rule);
        operation["security"] = Security(function.Rule);
        if (Parameters(function) is { Count: > 0 } parameters)
            operation["parameters"] = parameters;
        if (function.Takes is { } takes)
            operation["requestBody"] = RequestBody(takes, schemas);
        operation["responses"] = Responses(function, schemas, problems);
        return operation;
    }

    private static string FirstSentence(string text) => text.Split(". ")[0].TrimEnd('.') + ".";

    private static string Access(AccessAttribute rule) => rule switch
    {
        StaffAttribute staff => $"staff:{Kebab.Of(staff.Role)}",
        SignedInAttribute => "signed-in",
        _ => "anyone",
    };

    /// <summary>A session is never refused, even where none is needed.</summary>
    private static JsonArray Security(AccessAttribute rule)
    {
        var session = new JsonObject { ["session"] = new JsonArray() };
        return rule is AnyoneAttribute ? [new JsonObject(), session] : [session];
    }

    private static JsonArray Parameters(ApiFunction function) =>
    [
        .. function.PathParameters.Select(name => Parameter(name, "path", typeof(string), isRequired: true)),
        .. function.Query.Select(query => query.Name is "limit" or "continuation"
            ? SharedParameter(query.Name)
            : Parameter(query.Name, "query", query.Type, query.Required)),
        .. function.IsPost ? [SharedParameter("idempotencyKey")] : Array.Empty<JsonObject>(),
        .. function.Refusals.Contains("stale") ? [SharedParameter("ifMatch")] : Array.Empty<JsonObject>(),
    ];

    private static JsonObject SharedParameter(string name) => new() { ["$ref"] = $"#/components/parameters/{name}" };

    private static JsonObject Parameter(string name, string place, Type type, bool isRequired)
    {
        var parameter = new JsonObject { ["name"] = name, ["in"] = place };
        if (isRequired)
            parameter["required"] = true;
        parameter["schema"] = type switch
        {
            { IsEnum: true } => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. Kebab.NamesOf(type).Select(n => (JsonNode)n)]) },
            _ when type == typeof(bool) => new JsonObject { ["type"] = "boolean" },
            _ when type == typeof(int) => new JsonObject { ["type"] = "integer", ["format"] = "int32" },
            _ when type == typeof(DateOnly) => new JsonObject { ["type"] = "string", ["format"] = "date" },
            _ => new JsonObject { ["type"] = "string" },
        };
        return parameter;
    }

    private static JsonObject RequestBody(TakesAttribute takes, ApiSchemas schemas)
    {
        var schema = schemas.Taken(takes.Type);
        var content = new JsonObject();
        if (takes.MediaType is { } mediaType)
        {
            content[mediaType] = Media(schema);
        }
        else
        {
            content["application/json"] = Media(schema);
            if (!takes.Type.IsArray)
                content["application/x-www-form-urlencoded"] = Media(schemas.Form(takes.Type));
        }

        return new JsonObject { ["required"] = !takes.Optional, ["content"] = content };
    }

    private static JsonObject Responses(ApiFunction function, ApiSchemas schemas, ApiProblems problems)
    {
        var responses = new JsonObject();
        foreach (var answer in function.Answers.OrderBy(answer => answer.Status))
        {
            var response = new JsonObject { ["description"] = ReasonPhrases.GetReasonPhrase(answer.Status) };
            if (answer.Tagged)
                response["headers"] = new JsonObject { ["ETag"] = new JsonObject { ["$ref"] = "#/components/headers/ETag" } };
            if (answer.Type is { } type)
                response["content"] = new JsonObject { [answer.MediaType ?? "application/json"] = Media(schemas.Answered(type)) };
            else if (answer.MediaType is { } mediaType)
                response["content"] = new JsonObject { [mediaType] = new JsonObject() };
            responses[answer.Status.ToString(CultureInfo.InvariantCulture)] = response;
        }

        problems.AddTo(responses, function);
        return responses;
    }

    private static JsonObject Media(JsonNode schema) => new() { ["schema"] = schema };
}
