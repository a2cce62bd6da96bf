using System.Collections.ObjectModel;
using System.Reflection;
using Outreach.LocalHost.Options;

namespace Outreach.LocalHost.Functions;

/// <summary>
/// Finds the functions of an assembly. Attributes are known by their full names and read as data, never as types: an app may
/// carry its own copy of the worker's attributes.
/// </summary>
internal static class FunctionDiscovery
{
    private const string Worker = "Microsoft.Azure.Functions.Worker.";
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<Function> Find(Assembly app, HostSettings settings, Func<string, string> resolve)
    {
        var functions =
            from type in app.GetTypes()
            from method in type.GetMethods(Declared)
            let mark = Attribute(method.CustomAttributes, "FunctionAttribute")
            where mark is not null
            let name = (string)mark.ConstructorArguments[0].Value!
            where settings.Functions.Count == 0 || settings.Functions.Contains(name, StringComparer.OrdinalIgnoreCase)
            select Read(method, name, settings.RoutePrefix, resolve);
        var found = functions.OrderBy(function => function.Name, StringComparer.Ordinal).ToList();
        if (found.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new StartupException($"Two functions are named {twice.Key}.");
        return found;
    }

    private static Function Read(MethodInfo method, string name, string routePrefix, Func<string, string> resolve)
    {
        var triggers = (from parameter in method.GetParameters()
                        let description = Describe(name, parameter, routePrefix, resolve)
                        where description is not null
                        select (description, parameter)).ToList();
        if (triggers is not [var (function, trigger)])
            throw new StartupException(
                $"The function {name} must have one trigger that LocalHost knows (HTTP, queue or timer); it has {triggers.Count}.");

        if (method.GetParameters().FirstOrDefault(parameter => !ParameterBinding.Fits(parameter, trigger, function)) is { } stranger)
            throw new StartupException(
                $"LocalHost cannot bind the parameter {stranger.Name} ({stranger.ParameterType.Name}) of the function {name}.");
        return new(function, method, trigger);
    }

    private static FunctionDescription? Describe(string name, ParameterInfo parameter, string routePrefix, Func<string, string> resolve)
    {
        if (Attribute(parameter.CustomAttributes, "HttpTriggerAttribute") is { } http)
            return DescribeHttp(name, http, routePrefix);
        if (Attribute(parameter.CustomAttributes, "QueueTriggerAttribute") is { } queue)
            return new(name, TriggerKind.Queue) { Queue = resolve(OnlyArgument(name, queue)) };
        if (Attribute(parameter.CustomAttributes, "TimerTriggerAttribute") is { } timer)
            return new(name, TriggerKind.Timer) { Schedule = resolve(OnlyArgument(name, timer)) };
        return null;
    }

    private static FunctionDescription DescribeHttp(string name, CustomAttributeData attribute, string routePrefix)
    {
        var levelName = attribute.ConstructorArguments.Where(argument => argument.ArgumentType.IsEnum)
            .Select(argument => Enum.GetName(argument.ArgumentType, argument.Value!)).FirstOrDefault(nameof(KeyLevel.Function));
        if (!Enum.TryParse<KeyLevel>(levelName, out var key))
            throw new StartupException($"The function {name} asks for the authorization level {levelName}, which LocalHost does not know.");

        var methods = attribute.ConstructorArguments.Select(argument => argument.Value)
            .OfType<ReadOnlyCollection<CustomAttributeTypedArgument>>().FirstOrDefault() ?? [];
        var route = attribute.NamedArguments.Where(argument => argument.MemberName == "Route")
            .Select(argument => argument.TypedValue.Value).OfType<string>().FirstOrDefault(name);
        return new(name, TriggerKind.Http)
        {
            Route = string.Join('/', new[] { routePrefix.Trim('/'), route.Trim('/') }.Where(part => part.Length > 0)),
            Methods = [.. methods.Select(method => ((string)method.Value!).ToUpperInvariant())],
            Level = key,
        };
    }

    // What else the worker's attribute may carry (Connection, RunOnStartup) would change what the function does: refuse it rather than ignore it.
    private static string OnlyArgument(string name, CustomAttributeData attribute)
    {
        var set = attribute.NamedArguments
            .Where(argument => argument.TypedValue.Value is not (null or false)).Select(argument => argument.MemberName).ToList();
        return set.Count == 0
            ? (string)attribute.ConstructorArguments[0].Value!
            : throw new StartupException($"The trigger of the function {name} sets {set[0]}, which LocalHost does not know.");
    }

    private static CustomAttributeData? Attribute(IEnumerable<CustomAttributeData> attributes, string name) =>
        attributes.FirstOrDefault(attribute => attribute.AttributeType.FullName == Worker + name);
}
