using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Outreach.Domain;

namespace Outreach.Functions.Http;

/// <summary>
/// A web form as the JSON it stands for: <c>guardian.name=…</c> is a member of a member, a repeated name is a list, an empty
/// field is absent, and numbers and check boxes become what the request's type takes.
/// </summary>
internal static class Form
{
    public static Result<T> Parse<T>(byte[] body, JsonTypeInfo<T> type)
        where T : class => Parse(QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)), type);

    public static Result<T> Parse<T>(IEnumerable<KeyValuePair<string, StringValues>> fields, JsonTypeInfo<T> type)
        where T : class
    {
        var root = new JsonObject();
        foreach (var (name, values) in fields)
        {
            if (name == AntiforgeryField || values.All(string.IsNullOrEmpty))
                continue;
            if (!TryPlace(root, name.Split('.'), [.. values], type))
                return Refusal.Invalid("unknown-member", name.Length > 0 ? name : "body"); // "=x" is a field without a name.
        }

        return Body.Parse(JsonSerializer.SerializeToUtf8Bytes(root, FormJson.Default.JsonObject), type);
    }

    /// <summary>Why a field holds no number where one belongs, with its text as the argument; null where nothing is wrong with it.</summary>
    public static FieldError? NoNumber(string name, StringValues values, JsonTypeInfo type)
    {
        foreach (var part in name.Split('.')[..^1])
        {
            if (type.Properties.FirstOrDefault(p => p.Name == part) is not { } outer)
                return null;
            type = type.Options.GetTypeInfo(outer.PropertyType);
        }

        if (values.All(string.IsNullOrEmpty) || type.Properties.FirstOrDefault(p => p.Name == name.Split('.')[^1]) is not { } property)
            return null;
        var plain = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var rule = plain == typeof(int) ? "whole-number-form" : plain == typeof(double) ? "number-form" : null;
        return rule is null || Scalar(values[^1], plain)?.GetValueKind() != JsonValueKind.String ? null : new FieldError(name, rule, [values[^1]!]);
    }

    /// <summary>The field that ASP.NET Core's antiforgery puts into a form; it is no part of the request.</summary>
    private const string AntiforgeryField = "__RequestVerificationToken";

    private static bool TryPlace(JsonObject target, ReadOnlySpan<string> path, string?[] values, JsonTypeInfo type)
    {
        var name = path[0];
        if (type.Properties.FirstOrDefault(p => p.Name == name) is not { } property)
            return false;
        if (path.Length == 1)
        {
            target[name] = ValueOf(values, property.PropertyType);
            return true;
        }

        if (target[name] is not JsonObject inner)
            target[name] = inner = [];
        return TryPlace(inner, path[1..], values, type.Options.GetTypeInfo(property.PropertyType));
    }

    private static JsonNode? ValueOf(string?[] values, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain != typeof(string) && plain.IsAssignableTo(typeof(System.Collections.IEnumerable))
            ? new JsonArray([.. values.Select(v => (JsonNode?)v)])
            : Scalar(values[^1], plain);
    }

    /// <summary>What does not look like the type stays text, so that the reader of the JSON refuses it by its name.</summary>
    private static JsonNode? Scalar(string? text, Type type)
    {
        if (type == typeof(bool) && text is "true" or "on")
            return true;
        if (type == typeof(bool) && text is "false" or "off")
            return false;
        if (type == typeof(int) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
            return integer;
        if (type == typeof(double) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) &&
            double.IsFinite(number))
            return number;
        return text;
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(JsonObject))]
internal sealed partial class FormJson : System.Text.Json.Serialization.JsonSerializerContext;
