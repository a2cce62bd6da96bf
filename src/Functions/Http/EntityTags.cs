using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Outreach.Domain;

namespace Outreach.Functions.Http;

/// <summary>
/// The version of a resource in an answer (<c>ETag</c>), and the version that a change is meant for (<c>If-Match</c>). A change
/// without <c>If-Match</c> is taken as it comes.
/// </summary>
internal static class EntityTags
{
    /// <summary>The same answer with the version of what it shows.</summary>
    public static IResult WithTag(this IResult answer, string version) => new TaggedResult(answer, version);

    /// <summary>Why a change that was meant for another version is refused; null when it may go on.</summary>
    public static Refusal? Stale(this HttpRequest request, string version)
    {
        var wanted = request.GetTypedHeaders().IfMatch;
        return wanted.Count == 0 || wanted.Any(tag => tag == EntityTagHeaderValue.Any || tag.Tag == $"\"{version}\"")
            ? null
            : new Refusal(RefusalKind.Stale, "stale", []);
    }

    private sealed class TaggedResult(IResult answer, string version) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.ETag = $"\"{version}\"";
            return answer.ExecuteAsync(httpContext);
        }
    }
}
