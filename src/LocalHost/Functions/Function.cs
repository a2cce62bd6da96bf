using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.LocalHost.Functions;

/// <summary>A function that was found in the app, ready to be called.</summary>
internal sealed class Function(FunctionDescription description, MethodInfo method, ParameterInfo trigger)
{
    private Func<FunctionInvocation, Task<object?>>? _call;

    public FunctionDescription Description => description;

    public string Name => description.Name;

    /// <summary>The type of the message or of the timer's status that the function takes.</summary>
    public Type InputType => trigger.ParameterType;

    public IEnumerable<ParameterInfo> Parameters => method.GetParameters();

    /// <summary>
    /// Creates the instance, binds the arguments and calls the method. Compiled when first called: the hot path then costs no
    /// reflection, and a start does not pay for functions that nobody calls.
    /// </summary>
    public Task<object?> Call(FunctionInvocation invocation) => (_call ??= FunctionCompiler.Compile(method, trigger))(invocation);
}
