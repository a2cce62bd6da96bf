using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Outreach.Functions.Http.Pages;

internal static class NextPage
{
    /// <summary>The address of the page on which a list goes on; null at its end.</summary>
    public static string? NextPageOf(this HttpRequest request, string? continuation)
    {
        if (continuation is null)
            return null;
        var query = request.Query.Where(pair => pair.Key != "continuation")
            .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value));
        return QueryHelpers.AddQueryString(request.Path, query.Append(KeyValuePair.Create<string, string?>("continuation", continuation)));
    }
}
