using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.LocalHost.Functions;

/// <summary>Turns a function's method into one delegate from an invocation to its result.</summary>
internal static class FunctionCompiler
{
    public static Func<FunctionInvocation, Task<object?>> Compile(MethodInfo method, ParameterInfo trigger)
    {
        var call = CompileCall(method, trigger);
        if (method.IsStatic)
            return invocation => call(null, invocation);

        var create = ActivatorUtilities.CreateFactory(method.DeclaringType!, []);
        return typeof(IAsyncDisposable).IsAssignableFrom(method.DeclaringType) || typeof(IDisposable).IsAssignableFrom(method.DeclaringType)
            ? invocation => CallAndDispose(create, call, invocation)
            : invocation => call(create(invocation.Services, null), invocation);
    }

    private static async Task<object?> CallAndDispose(
        ObjectFactory create, Func<object?, FunctionInvocation, Task<object?>> call, FunctionInvocation invocation)
    {
        var instance = create(invocation.Services, null);
        try
        {
            return await call(instance, invocation);
        }
        finally
        {
            if (instance is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync();
            else
                ((IDisposable)instance).Dispose();
        }
    }

    private static Func<object?, FunctionInvocation, Task<object?>> CompileCall(MethodInfo method, ParameterInfo trigger)
    {
        var instance = Expression.Parameter(typeof(object));
        var invocation = Expression.Parameter(typeof(FunctionInvocation));
        var call = Expression.Call(
            method.IsStatic ? null : Expression.Convert(instance, method.DeclaringType!),
            method,
            method.GetParameters().Select(parameter => Argument(parameter, parameter.Position == trigger.Position, invocation)));
        return Expression.Lambda<Func<object?, FunctionInvocation, Task<object?>>>(Result(call), instance, invocation).Compile();
    }

    private static Expression Argument(ParameterInfo parameter, bool isTrigger, ParameterExpression invocation)
    {
        var type = parameter.ParameterType;
        if (type == typeof(CancellationToken))
            return Expression.Property(invocation, nameof(FunctionInvocation.CancellationToken));
        if (type == typeof(HttpRequest))
            return Expression.Property(Expression.Property(invocation, nameof(FunctionInvocation.HttpContext)), nameof(HttpContext.Request));
        if (isTrigger)
            return Expression.Convert(Expression.Property(invocation, nameof(FunctionInvocation.Input)), type);
        if (type == typeof(string))
            return Expression.Call(typeof(FunctionCompiler), nameof(RouteText), [], invocation, Expression.Constant(parameter.Name));

        var value = Nullable.GetUnderlyingType(type);
        return Expression.Call(
            typeof(FunctionCompiler), value is null ? nameof(RouteValue) : nameof(OptionalRouteValue), [value ?? type],
            invocation, Expression.Constant(parameter.Name));
    }

    private static Expression Result(MethodCallExpression call)
    {
        var type = call.Type;
        if (type == typeof(void))
            return Expression.Block(call, Expression.Call(typeof(FunctionCompiler), nameof(Nothing), []));
        if (type == typeof(Task))
            return Expression.Call(typeof(FunctionCompiler), nameof(FromTask), [], call);
        if (type == typeof(ValueTask))
            return Expression.Call(typeof(FunctionCompiler), nameof(FromTask), [], Expression.Call(call, nameof(ValueTask.AsTask), []));
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
            return Expression.Call(typeof(FunctionCompiler), nameof(FromTaskOf), type.GenericTypeArguments, call);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
        {
            var task = Expression.Call(call, nameof(ValueTask<>.AsTask), []);
            return Expression.Call(typeof(FunctionCompiler), nameof(FromTaskOf), type.GenericTypeArguments, task);
        }

        return Expression.Call(typeof(FunctionCompiler), nameof(FromValue), [], Expression.Convert(call, typeof(object)));
    }

    private static string? RouteText(FunctionInvocation invocation, string name) => invocation.HttpContext!.Request.RouteValues[name] as string;

    // The endpoint's route constraint has already refused what does not parse (HttpFunctions).
    private static T RouteValue<T>(FunctionInvocation invocation, string name)
        where T : IParsable<T> => T.Parse(RouteText(invocation, name)!, CultureInfo.InvariantCulture);

    private static T? OptionalRouteValue<T>(FunctionInvocation invocation, string name)
        where T : struct, IParsable<T> => RouteText(invocation, name) is { } text ? T.Parse(text, CultureInfo.InvariantCulture) : null;

    private static Task<object?> Nothing() => Task.FromResult<object?>(null);

    private static Task<object?> FromValue(object? value) => Task.FromResult(value);

    private static async Task<object?> FromTask(Task task)
    {
        await task;
        return null;
    }

    private static async Task<object?> FromTaskOf<T>(Task<T> task) => await task;
}
