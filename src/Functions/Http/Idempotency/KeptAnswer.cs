using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Outreach.Functions.Http.Idempotency;

/// <summary>An answer as it went out.</summary>
internal sealed record KeptAnswer(int Status, string? ContentType, string? ContentLanguage, string? ETag, byte[] Body)
{
    /// <summary>Whether the same call may be answered otherwise in a moment: an outage, or too many calls.</summary>
    [JsonIgnore]
    public bool MayChange => Status is >= 500 or StatusCodes.Status429TooManyRequests;
}

/// <summary>Writes an answer that was captured before.</summary>
internal sealed class ReplayedAnswer(KeptAnswer answer) : IResult
{
    /// <summary>What a result writes, without sending it.</summary>
    public static async Task<KeptAnswer> Capture(IResult result, HttpContext context)
    {
        var response = context.Response;
        var (body, sent) = (new MemoryStream(), response.Body);
        response.Body = body;
        try
        {
            await result.ExecuteAsync(context);
            await response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        finally
        {
            response.Body = sent;
        }

        var headers = response.Headers;
        return new KeptAnswer(
            response.StatusCode, response.ContentType, headers.ContentLanguage.FirstOrDefault(), headers.ETag.FirstOrDefault(), body.ToArray());
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        if (answer.ContentLanguage is { } language)
            response.Speak(language);
        response.Headers.ETag = answer.ETag;
        if (answer.Body.Length > 0)
            await response.Body.WriteAsync(answer.Body, httpContext.RequestAborted);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KeptAnswer))]
internal sealed partial class KeptAnswerJson : JsonSerializerContext;
