// The part of the Azure Functions worker that the functions are written against, for builds that run them in LocalHost.
// Names, namespaces, constructors and properties are those of the packages; the 'package' mode leaves this file out and
// takes the packages instead (docs/adr/0002). A test asserts that nothing stands here that no function uses.
namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks a method as a function and names it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>Who may call an HTTP function before any rule of the app's own.</summary>
public enum AuthorizationLevel
{
    Anonymous = 0,
}

/// <summary>Runs a function for an HTTP request.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) : Attribute
{
    public AuthorizationLevel AuthLevel { get; } = authLevel;
    public string[] Methods { get; } = methods;
    public string? Route { get; set; }
}

/// <summary>Runs a function for a message of a storage queue.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : Attribute
{
    public string QueueName { get; } = queueName;
}

/// <summary>Runs a function by a schedule: a six-field NCRONTAB expression in UTC.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : Attribute
{
    public string Schedule { get; } = schedule;
}

/// <summary>What a timer function is told of its schedule.</summary>
public sealed class TimerInfo
{
    public bool IsPastDue { get; set; }
}
