namespace Outreach.LocalHost.Functions;

/// <summary>Runs one invocation inside the app's pipeline, where it has one.</summary>
internal sealed class FunctionRunner(Func<FunctionInvocation, Func<Task<object?>>, Task<object?>>? pipeline)
{
    public Task<object?> Run(Function function, FunctionInvocation invocation) =>
        pipeline is null ? function.Call(invocation) : pipeline(invocation, () => function.Call(invocation));
}
