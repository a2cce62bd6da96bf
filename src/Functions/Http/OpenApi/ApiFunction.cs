using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Http.OpenApi;

/// <summary>An HTTP function of the contract, as its attributes tell of it; pages are no part of that.</summary>
/// <param name="Method">In lower case.</param>
/// <param name="Path">With its slash, as in <c>/api/areas/{code}</c>.</param>
internal sealed partial record ApiFunction(string Name, string Method, string Path, MethodInfo Run)
{
    /// <summary>All of them, in the order of path and method.</summary>
    public static readonly IReadOnlyList<ApiFunction> All =
    [
        .. typeof(ApiFunction).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(Of)
            .OrderBy(function => function.Path, StringComparer.Ordinal).ThenBy(function => function.Method, StringComparer.Ordinal),
    ];

    public AccessAttribute Rule => AccessRules.Of(Name);

    public TakesAttribute? Takes { get; } = Run.GetCustomAttribute<TakesAttribute>();

    public IReadOnlyList<AnswersAttribute> Answers { get; } = [.. Run.GetCustomAttributes<AnswersAttribute>()];

    public IReadOnlyList<QueryAttribute> Query { get; } = [.. Run.GetCustomAttributes<QueryAttribute>()];

    public IReadOnlyList<string> PathParameters { get; } = [.. PathParameter().Matches(Path).Select(match => match.Groups[1].Value)];

    public bool IsPost => Method == "post";

    /// <summary>The codes that the function itself says it refuses with.</summary>
    public IReadOnlyList<string> OwnRefusals { get; } = Run.GetCustomAttribute<RefusesAttribute>()?.Codes ?? [];

    /// <summary>Every code that the function may refuse with: those that its shape brings along, and its own.</summary>
    public IEnumerable<string> Refusals => CommonRefusals.Of(this).Concat(OwnRefusals).Distinct();

    /// <summary>The folder that the function stands in.</summary>
    public string Slice { get; } = Run.DeclaringType!.Namespace!.Split('.')[2];

    private static IEnumerable<ApiFunction> Of(MethodInfo method)
    {
        var trigger = method.GetParameters().Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(t => t is not null);
        return method.GetCustomAttribute<PageAttribute>() is null &&
            method.GetCustomAttribute<FunctionAttribute>() is { Name: var name } &&
            trigger is { Methods: { } methods, Route: { } route }
            ? methods.Select(verb => new ApiFunction(name, verb.ToLowerInvariant(), $"/{route}", method))
            : [];
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();
}
