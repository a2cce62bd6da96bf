namespace Outreach.Functions.Http;

/// <summary>What a function's body is. With the other attributes of this file it is what <c>openapi.json</c> says of the function.</summary>
/// <param name="type">The record that the body is read into; for a list, the array of its record.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TakesAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;

    /// <summary>Whether the call may come without a body.</summary>
    public bool Optional { get; init; }

    /// <summary>Another media type than JSON and the web form that stands for it.</summary>
    public string? MediaType { get; init; }
}

/// <summary>A way in which a function answers when all goes well.</summary>
/// <param name="type">The record of the answer; null where it has no body.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AnswersAttribute(int status, Type? type = null) : Attribute
{
    public int Status { get; } = status;

    public Type? Type { get; } = type;

    /// <summary>Another media type than JSON.</summary>
    public string? MediaType { get; init; }

    /// <summary>Whether the answer carries the version of what it shows, see <see cref="EntityTags"/>.</summary>
    public bool Tagged { get; init; }
}

/// <summary>A parameter of the query. <c>limit</c> and <c>continuation</c> are those of <see cref="Paging"/>.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class QueryAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    public bool Required { get; init; }

    /// <summary>What the text stands for: a number, a flag, a date, one of an enum's names.</summary>
    public Type Type { get; init; } = typeof(string);
}

/// <summary>
/// The codes of the refusals that a function has of its own, besides those that any call may meet (wrong input, no session, no
/// permission, nothing there under the path, an outage).
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RefusesAttribute(params string[] codes) : Attribute
{
    public IReadOnlyList<string> Codes { get; } = codes;
}
