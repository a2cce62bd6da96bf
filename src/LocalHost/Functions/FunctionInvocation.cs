namespace Outreach.LocalHost.Functions;

public enum TriggerKind
{
    Http,
    Queue,
    Timer,
}

/// <summary>One run of one function, as the app's pipeline sees it.</summary>
public sealed class FunctionInvocation
{
    private string? _id;

    internal FunctionInvocation(FunctionDescription function, IServiceProvider services, CancellationToken cancellation)
    {
        Function = function;
        Services = services;
        CancellationToken = cancellation;
    }

    public FunctionDescription Function { get; }

    public string FunctionName => Function.Name;

    public TriggerKind Trigger => Function.Trigger;

    public string InvocationId => _id ??= Guid.NewGuid().ToString();

    /// <summary>The request, for HTTP functions alone.</summary>
    public HttpContext? HttpContext { get; internal init; }

    /// <summary>The services of this invocation's scope.</summary>
    public IServiceProvider Services { get; }

    /// <summary>Cancelled when the client leaves (HTTP), when the function takes too long, or when the host must end.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The message or the timer's status, already of the parameter's type.</summary>
    internal object? Input { get; init; }
}
