using System.Globalization;
using Microsoft.AspNetCore.Routing.Patterns;
using Outreach.LocalHost.Functions;

namespace Outreach.LocalHost.Http;

/// <summary>Makes an endpoint of every HTTP function, and answers in the host's name where there is none.</summary>
internal static class HttpFunctions
{
    public static void MapFunctions(this IEndpointRouteBuilder endpoints, IEnumerable<Function> functions, FunctionRunner runner, FunctionKeys keys)
    {
        var logger = endpoints.ServiceProvider.GetRequiredService<ILogger<HttpFunction>>();
        foreach (var function in functions.Where(function => function.Description.Trigger == TriggerKind.Http))
        {
            var endpoint = endpoints
                .Map(Pattern(function), new HttpFunction(function, runner, keys, logger).Handle)
                .WithDisplayName(function.Name).WithMetadata(function.Description);
            if (function.Description.Methods is { Count: > 0 } methods)
                endpoint.WithMetadata(new HttpMethodMetadata(methods));
        }
    }

    /// <summary>Gives a problem document to the 404 and 405 of routing, which have no body. Belongs between routing and the endpoints.</summary>
    public static void UsePlatformProblems(this IApplicationBuilder app) =>
        app.Use(next => context => context.GetEndpoint() is RouteEndpoint ? next(context) : Refuse(context, next));

    private static async Task Refuse(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (!context.Response.HasStarted && context.Response is { StatusCode: >= 400, ContentLength: null, ContentType: null })
            await PlatformProblem.Write(context, context.Response.StatusCode);
    }

    // A route value that does not parse names nothing, so the route does not match and the answer is 404.
    private static RoutePattern Pattern(Function function)
    {
        var constraints = from parameter in function.Parameters
                          let type = ParameterBinding.ParsedType(parameter)
                          where type is not null && parameter.ParameterType != typeof(CancellationToken)
                          select KeyValuePair.Create(parameter.Name!, Activator.CreateInstance(typeof(Parses<>).MakeGenericType(type)));
        return RoutePatternFactory.Parse(function.Description.Route!, null, new RouteValueDictionary(constraints));
    }

    private sealed class Parses<T> : IRouteConstraint
        where T : IParsable<T>
    {
        public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            values[routeKey] is not string text || T.TryParse(text, CultureInfo.InvariantCulture, out _);
    }
}
