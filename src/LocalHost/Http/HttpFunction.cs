using Outreach.LocalHost.Functions;

namespace Outreach.LocalHost.Http;

/// <summary>The endpoint of one HTTP function: key, invocation, answer.</summary>
internal sealed partial class HttpFunction(Function function, FunctionRunner runner, FunctionKeys keys, ILogger<HttpFunction> logger)
{
    public async Task Handle(HttpContext context)
    {
        if (!keys.Open(function.Description.Level, context.Request))
        {
            await PlatformProblem.Write(context, StatusCodes.Status401Unauthorized);
            return;
        }

        try
        {
            var invocation = new FunctionInvocation(function.Description, context.RequestServices, context.RequestAborted) { HttpContext = context };
            await Answer(context, await runner.Run(function, invocation));
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await PlatformProblem.Write(context, exception.StatusCode);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            LogClientLeft(logger, function.Name);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            LogFailed(logger, function.Name, exception);
            context.Response.Clear();
            await PlatformProblem.Write(context, StatusCodes.Status500InternalServerError);
        }
    }

    // Null means that the function wrote the answer itself, or that an empty 200 is all there is to say.
    private static Task Answer(HttpContext context, object? result) => result switch
    {
        null => Task.CompletedTask,
        IResult answer => answer.ExecuteAsync(context),
        string text => context.Response.WriteAsync(text, context.RequestAborted),
        _ => context.Response.WriteAsJsonAsync(result, result.GetType(), context.RequestAborted),
    };

    [LoggerMessage(Level = LogLevel.Debug, Message = "The client of {Function} left before the answer")]
    private static partial void LogClientLeft(ILogger logger, string function);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Function} failed")]
    private static partial void LogFailed(ILogger logger, string function, Exception exception);
}
