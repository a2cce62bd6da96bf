using System.Reflection;
using Outreach.LocalHost.Functions;

namespace Outreach.LocalHost;

/// <summary>What a <see cref="FunctionHost"/> runs, and where.</summary>
public sealed record FunctionHostOptions
{
    /// <summary>The assembly that holds the functions.</summary>
    public required Assembly App { get; init; }

    /// <summary>The folder of host.json and, where there is one, local.settings.json, whose <c>Values</c> become configuration.</summary>
    public required string ContentRoot { get; init; }

    /// <summary>
    /// Connection string of the queues that trigger functions and of the table that holds the timers' status; the app reads it as
    /// <c>AzureWebJobsStorage</c>.
    /// </summary>
    public required string Storage { get; init; }

    /// <summary>Registers the app's own services.</summary>
    public Action<IServiceCollection, IConfiguration>? Services { get; init; }

    /// <summary>The app's own pipeline around every invocation, whatever triggers it. It returns the result: for HTTP, an IResult.</summary>
    public Func<FunctionInvocation, Func<Task<object?>>, Task<object?>>? Pipeline { get; init; }

    /// <summary>The port on the loopback address; 0 takes a free one.</summary>
    public int Port { get; init; }

    public string Environment { get; init; } = Environments.Development;

    /// <summary>Drives the timers and nothing else: queues are polled in real time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Opens every function and <c>/admin</c>. Without one, nothing does.</summary>
    public string? AdminKey { get; init; }

    /// <summary>Opens the functions whose level is Function.</summary>
    public string? FunctionKey { get; init; }

    /// <summary>Settings that stand above local.settings.json and the environment.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>How long a stopping host lets running functions finish before it cancels them.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a message stays invisible to other hosts, renewed at half: the time after which a killed host's message comes back.
    /// Whole seconds.
    /// </summary>
    public TimeSpan MessageLease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a host holds a timer without renewing it: the time after which another host takes over from a killed one.</summary>
    public TimeSpan TimerLease { get; init; } = TimeSpan.FromSeconds(60);
}
