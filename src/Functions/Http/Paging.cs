using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Outreach.Domain;

namespace Outreach.Functions.Http;

/// <summary>Which part of a list is wanted: at most <paramref name="Limit"/> items, after the one whose key is <paramref name="After"/>.</summary>
internal sealed record Paging(int Limit, string? After)
{
    public const int MostItems = 200;

    /// <summary>The beginning of a list.</summary>
    public static readonly Paging First = new(MostItems, null);

    /// <summary>Reads <c>?limit=</c> (1 to 200, which is also the default) and <c>?continuation=</c>.</summary>
    public static Result<Paging> Read(HttpRequest request)
    {
        var fields = new Fields();
        var limit = MostItems;
        if (request.Query["limit"] is [{ } text])
        {
            var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit);
            fields.Require(isNumber && limit is >= 1 and <= MostItems, "limit", "out-of-range", 1, MostItems);
        }

        string? after = null;
        if (request.Query["continuation"] is [{ } continuation])
            fields.Require(TryDecode(continuation, out after), "continuation", "continuation-form");
        return fields.Refusal is { } refusal ? refusal : new Paging(limit, after);
    }

    /// <summary>The wanted part of a list in order of its keys, and where the next one starts; null at the end.</summary>
    public (IReadOnlyList<T> Page, string? Continuation) Of<T>(IEnumerable<T> items, Func<T, string> key)
    {
        var page = items.SkipWhile(item => After is not null && string.CompareOrdinal(key(item), After) <= 0).Take(Limit + 1).ToList();
        if (page.Count <= Limit)
            return (page, null);
        page.RemoveAt(Limit);
        return (page, Encode(key(page[^1])));
    }

    public static string Encode(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    private static bool TryDecode(string continuation, out string? key)
    {
        var bytes = Base64Url.IsValid(continuation) ? Base64Url.DecodeFromChars(continuation) : null;
        key = bytes is not null && Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
        return key is not null;
    }
}
