using System.Text;

namespace Outreach.Functions.Tests.Fuzz;

/// <summary>Headers as no good client sends them.</summary>
internal static class OddHeaders
{
    private static readonly string[] Values =
    [
        "", " ", "*", "\"\"", "\"1\"", "W/\"1\"", "\"1\", \"2\"", "\"", "1", "-1", "0", "en", "en;q=2", "zh-CN,en;q=0.5,*;q=0", ";;;,,,", "identity",
        "gzip", "br, gzip",
        "chunked", "null", "a:b", "Bearer", "Bearer ", "Bearer  x", "bearer x", "Basic YTpi", "Bearer " + new string('x', 4_000), "127.0.0.1", "::1",
        "[::1]:80",
        "1.2.3.4, 5.6.7.8:9", "999.1.1.1", "unknown", "https", "14200000007", "0123456789abcdef0123456789abcdef", new('k', 255), new('k', 256),
        new('x', 6_000),
        string.Join(',', Enumerable.Repeat("en", 500)), string.Join(", ", Enumerable.Repeat("\"1\"", 500)), "\u00e9", "\u00ff\u00fe", Utf8("张三"),
        Utf8("𠮷"), "a\tb",
        "Mon, 02 Mar 2026 01:00:00 GMT", "bytes=0-1", "100-continue", "99999999999999999999",
    ];

    private static readonly string[] Names =
    [
        "Accept-Language", "Idempotency-Key", "If-Match", "If-None-Match", "If-Modified-Since", "Authorization", "Content-Encoding",
        "X-Forwarded-For",
        "X-Forwarded-Proto", "X-HTTP-Method-Override", "Accept", "Accept-Encoding", "Range", "Origin", "Cookie", "traceparent", "x-functions-key",
        "Prefer", "X-" + new string('h', 200),
    ];

    /// <summary>The request with a header more, or with one that says something else.</summary>
    public static FuzzRequest In(FuzzRequest request, Dice dice)
    {
        var name = dice.Of(Names);
        var changed = dice.Percent(70) ? request.Without(name) : request;
        var times = dice.Percent(85) ? 1 : dice.Of([2, 3, 40]);
        var values = Values.Where(value => times < 10 || value.Length < 300).ToList();
        for (var i = 0; i < times; i++)
            changed = changed.With(name, name == "X-Forwarded-For" && dice.Percent(50) ? Address(dice) : dice.Of(values));
        return changed;
    }

    private static string Address(Dice dice) => string.Join('.', dice.Bytes(4));

    private static string Utf8(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
