using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Functions.Hosting;

/// <summary>
/// Carries the pipeline into the Azure Functions worker. It runs inside the invocation, where a refusal set as the invocation's
/// result is executed like any answer of a function; ASP.NET Core middleware that answers by itself leaves the invocation waiting.
/// </summary>
internal sealed class WorkerMiddleware : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var pipeline = context.InstanceServices.GetRequiredService<FunctionPipeline>();
        var result = context.GetInvocationResult();
        result.Value = context.GetHttpContext() is { } http
            ? await pipeline.RunHttp(context.FunctionDefinition.Name, http, Next)
            : await pipeline.Run(context.FunctionDefinition.Name, Next);

        async Task<object?> Next()
        {
            await next(context);
            return context.GetInvocationResult().Value;
        }
    }
}
