using System.Text;
using System.Text.Json;
using Outreach.LocalHost.Functions;
using Outreach.LocalHost.Queues;
using Outreach.LocalHost.Timers;

namespace Outreach.LocalHost.Admin;

/// <summary>Runs queue and timer functions because somebody asks for it, outside their queue and schedule.</summary>
internal sealed partial class HandRuns(
    IReadOnlyList<Function> functions, IReadOnlyDictionary<string, TimerListener> timers, BackgroundRuns runs, InFlight inFlight,
    Func<bool> isStopping, ILogger<HandRuns> logger)
{
    /// <summary>Begins the run and does not wait for it; or says why there is none.</summary>
    public async Task<HandRunRefusal?> Begin(string name, string? input, CancellationToken cancellation)
    {
        if (functions.FirstOrDefault(function => string.Equals(function.Name, name, StringComparison.OrdinalIgnoreCase)) is not { } function)
            return new(StatusCodes.Status404NotFound, $"There is no function {name}.");
        if (function.Description.Trigger == TriggerKind.Http)
            return new(StatusCodes.Status400BadRequest, $"{function.Name} is an HTTP function: call it at /{function.Description.Route}.");
        if (isStopping())
            return new(StatusCodes.Status503ServiceUnavailable, "The host is stopping.");

        object bound;
        try
        {
            bound = timers.TryGetValue(function.Name, out var timer)
                ? await timer.Input(cancellation)
                : QueueInput.Bind(Encoding.UTF8.GetBytes(input ?? ""), function.InputType);
        }
        catch (JsonException exception)
        {
            return new(StatusCodes.Status400BadRequest, $"The input is not the message that {function.Name} takes: {exception.Message}");
        }

        _ = inFlight.Track(() => Task.Run(() => Run(function, bound), CancellationToken.None));
        return null;
    }

    private async Task Run(Function function, object input)
    {
        try
        {
            await runs.Run(function, input);
        }
        catch (Exception exception)
        {
            LogFailed(logger, function.Name, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Function}, run by hand, failed")]
    private static partial void LogFailed(ILogger logger, string function, Exception exception);
}

internal sealed record HandRunRefusal(int Status, string Detail);
