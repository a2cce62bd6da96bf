using System.Globalization;
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

    public static IResult WithTag(this IResult answer, long version) => answer.WithTag(Text(version));

    /// <summary>Why a change that was meant for another version is refused; null when it may go on.</summary>
    public static Refusal? Stale(this HttpRequest request, string version) => request.WantedVersion().Stale(version);

    /// <summary>The version that a change is meant for, to be held against a version that is known later, when the request may be gone.</summary>
    public static WantedVersion WantedVersion(this HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0)
            return new WantedVersion(null);
        return new WantedVersion(EntityTagHeaderValue.TryParseStrictList(header, out var wanted) ? [.. wanted] : []);
    }

    internal static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);

    private sealed class TaggedResult(IResult answer, string version) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.ETag = $"\"{version}\"";
            return answer.ExecuteAsync(httpContext);
        }
    }
}

/// <summary>The versions that a change is meant for; null where it is taken as it comes, none where the header could not be read.</summary>
internal sealed record WantedVersion(IReadOnlyList<EntityTagHeaderValue>? Tags)
{
    /// <summary>The version that a page's form was made from, as its address says it.</summary>
    public static WantedVersion Of(string? version) =>
        new(long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? [new EntityTagHeaderValue($"\"{EntityTags.Text(number)}\"")]
            : []);

    /// <summary>For a change that is taken as it comes.</summary>
    public static readonly WantedVersion Any = new((IReadOnlyList<EntityTagHeaderValue>?)null);

    /// <summary>
    /// Why the change is refused at a version; null when it may go on. A header that nobody can read is refused and not ignored: it
    /// was sent to protect somebody's work. Weak tags never match (RFC 9110, 13.1.1).
    /// </summary>
    public Refusal? Stale(string version) => Tags switch
    {
        null => null,
        [] => Refusal.Invalid("if-match-form", "If-Match"),
        _ => Tags.Any(tag => tag == EntityTagHeaderValue.Any || (!tag.IsWeak && tag.Tag == $"\"{version}\""))
            ? null
            : new Refusal(RefusalKind.Stale, "stale", []),
    };

    public Refusal? Stale(long version) => Stale(EntityTags.Text(version));
}
