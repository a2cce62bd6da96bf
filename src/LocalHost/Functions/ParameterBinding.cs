using System.Reflection;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Outreach.LocalHost.Functions;

/// <summary>What a function's parameter may be.</summary>
internal static class ParameterBinding
{
    public static bool Fits(ParameterInfo parameter, ParameterInfo trigger, FunctionDescription function)
    {
        if (parameter.ParameterType == typeof(CancellationToken))
            return true;
        if (parameter.Position == trigger.Position)
            return function.Trigger != TriggerKind.Http || parameter.ParameterType == typeof(HttpRequest);
        return function.Trigger == TriggerKind.Http && IsRouteValue(parameter, function);
    }

    /// <summary>The type that a route value must parse to, or null where any text will do.</summary>
    public static Type? ParsedType(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return type != typeof(string) && IsParsable(type) ? type : null;
    }

    private static bool IsRouteValue(ParameterInfo parameter, FunctionDescription function) =>
        (parameter.ParameterType == typeof(string) || ParsedType(parameter) is not null) &&
        RoutePatternFactory.Parse(function.Route!).GetParameter(parameter.Name!) is not null;

    private static bool IsParsable(Type type) =>
        type.GetInterfaces().Any(face =>
            face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IParsable<>) && face.GenericTypeArguments[0] == type);
}
