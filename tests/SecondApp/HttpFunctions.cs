using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Outreach.SecondApp;

internal sealed class HttpFunctions(Journal journal)
{
    [Function(nameof(Greet))]
    public string Greet([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "greetings/{name}")] HttpRequest request, string name) =>
        $"Hello {name}, by {request.Method}";

    [Function(nameof(ReadNumbers))]
    public IResult ReadNumbers(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "numbers/{number}/{id}/{other?}")] HttpRequest request,
        int number,
        Guid id,
        int? other) =>
        TypedResults.Ok(new { number, id, other });

    [Function(nameof(NoRoute))]
    public static async Task<IResult> NoRoute([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
    {
        await Task.Yield();
        return TypedResults.Text(request.Method);
    }

    [Function(nameof(Note))]
    public void Note([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "note")] HttpRequest request) =>
        request.HttpContext.Response.Headers["x-noted"] = "yes";

    [Function(nameof(Upload))]
    public async Task<IResult> Upload(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "upload")] HttpRequest request, CancellationToken cancellation)
    {
        await request.Body.CopyToAsync(Stream.Null, cancellation);
        return TypedResults.NoContent();
    }

    [Function(nameof(Wait))]
    public async Task Wait([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "wait")] HttpRequest request, CancellationToken cancellation) =>
        await journal.Write("wait", cancellation);

    [Function(nameof(Fail))]
    public IResult Fail([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fail")] HttpRequest request) =>
        throw new InvalidOperationException($"a secret of {request.Path}");

    [Function(nameof(ForFunctionKey))]
    public string ForFunctionKey([HttpTrigger(AuthorizationLevel.Function, "get", Route = "for-function-key")] HttpRequest request) => request.Method;

    [Function(nameof(ForAdminKey))]
    public string ForAdminKey([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "for-admin-key")] HttpRequest request) => request.Method;
}
