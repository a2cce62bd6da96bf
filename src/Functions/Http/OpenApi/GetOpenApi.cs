using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Security;

namespace Outreach.Functions.Http.OpenApi;

/// <summary>What this API is, as an OpenAPI document.</summary>
public sealed class GetOpenApi
{
    [Function(nameof(GetOpenApi)), Anyone, Answers(200, MediaType = "application/json")]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/openapi.json")] HttpRequest request, CancellationToken cancellation) =>
        Task.FromResult<IResult>(TypedResults.Bytes(ApiDocument.Utf8, "application/json"));
}
