using System.Text.Json;
using Outreach.LocalHost.Functions;
using Outreach.LocalHost.Http;

namespace Outreach.LocalHost.Admin;

/// <summary>The host's own endpoints, under the paths that the platform gives them.</summary>
internal sealed class AdminEndpoints(HostStatusReader status, HandRuns runs, FunctionKeys keys)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/admin/host/ping", (RequestDelegate)(context => context.Response.WriteAsync("ok", context.RequestAborted)));
        endpoints.MapGet("/admin/host/status", Guarded(Status));
        endpoints.MapGet("/admin/functions", Guarded(List));
        endpoints.MapPost("/admin/functions/{name}", Guarded(Run));
    }

    private RequestDelegate Guarded(RequestDelegate next) => context =>
        keys.Open(KeyLevel.Admin, context.Request) ? next(context) : PlatformProblem.Write(context, StatusCodes.Status401Unauthorized);

    private async Task Status(HttpContext context) =>
        await context.Response.WriteAsJsonAsync(
            await status.Read(context.RequestAborted), AdminJson.Default.HostStatus, cancellationToken: context.RequestAborted);

    private Task List(HttpContext context) =>
        context.Response.WriteAsJsonAsync(
            status.Functions, AdminJson.Default.IReadOnlyListFunctionDescription, cancellationToken: context.RequestAborted);

    private async Task Run(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        try
        {
            if (await runs.Begin(name, await Input(context.Request), context.RequestAborted) is var (code, detail))
                await PlatformProblem.Write(context, code, detail);
            else
                context.Response.StatusCode = StatusCodes.Status202Accepted;
        }
        catch (JsonException)
        {
            await PlatformProblem.Write(context, StatusCodes.Status400BadRequest, """The body must be empty or JSON like {"input": "…"}.""");
        }
    }

    private static async Task<string?> Input(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        return body.Length == 0 ? null : JsonSerializer.Deserialize(body, AdminJson.Default.RunRequest)?.Input;
    }
}
