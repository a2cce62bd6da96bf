using System.Text;
using Outreach.Functions.Http;
using Outreach.Functions.Http.OpenApi;

namespace Outreach.Functions.Tests.Fuzz;

/// <summary>Addresses that lead elsewhere, or look as if they did.</summary>
internal static class OddTargets
{
    private static readonly string[] Segments =
    [
        "..", "%2e%2e", ".", "%2e", "%2f", "a%2fb", "..%2f..%2fetc", "%5c", "a%5cb", "%23", "%3f", "a%3Ab", "%00", "a%00", "%0d%0aX:%201", "%c0%af",
        "%ff",
        "%ed%a0%80", "%f4%90%80%80", "%", "%z1", "%u0041", "%25", "%2525", ";a=b", "a;b", "*", "~", "+", "null", "undefined", "-1", "0", "", "%20",
        "%09",
        "'", "''", "%27%20or%201%20eq%201", "me", "sign-ups", new('a', 300), new('a', 3_000), new('1', 2_000),
        string.Concat(Enumerable.Repeat("%e5%bc%a0", 200)),
    ];

    private static readonly string[] Names = ["limit", "continuation", "code", "%00", "", "a[b]", "$filter"];

    private static readonly string[] Limits =
    [
        "0", "1", "200", "201", "-1", "2147483648", "99999999999999999999", "1.0", "1e2", "%2B1", "", "x", "%D9%A1",
    ];

    /// <summary>The path with something else in one place of it.</summary>
    public static string Path(string path, IReadOnlyList<string> others, Dice dice)
    {
        var words = path.Split('/');
        var at = 1 + dice.Below(words.Length - 1);
        words[at] = dice.Below(4) switch
        {
            0 => dice.Of(others),
            1 => Uri.EscapeDataString(dice.Of(OddText.Short)),
            2 => dice.Of([words[at].ToUpperInvariant(), words[at] + "/", "/" + words[at], words[at] + "%00", words[at] + "%20", "%" + words[at]]),
            _ => dice.Of(Segments),
        };
        return string.Join('/', words);
    }

    /// <summary>The query with one parameter too many, twice, empty, or of another value.</summary>
    public static string Query(string query, ApiFunction function, IReadOnlyList<string> others, Dice dice)
    {
        var name = function.Query.Count > 0 && dice.Percent(80) ? dice.Of(function.Query).Name : dice.Of(Names);
        var value = name switch
        {
            "limit" => dice.Of(Limits),
            "continuation" => Continuation(others, dice),
            _ => dice.Percent(50) ? Uri.EscapeDataString(dice.Of(OddText.Short)) : dice.Of(others),
        };
        var added = dice.Below(8) switch
        {
            0 => name,
            1 => $"{name}={value}&{name}={value}",
            2 => $"{name.ToUpperInvariant()}={value}",
            3 => string.Join('&', Enumerable.Repeat($"{name}={value}", 200).TakeWhile((part, i) => part.Length * (i + 1) < 7_000)),
            4 => $"&&=&{name}=%zz%&={value}",
            _ => $"{name}={value}",
        };
        return dice.Percent(50) || query.Length == 0 ? added : $"{query}&{added}";
    }

    private static string Continuation(IReadOnlyList<string> others, Dice dice) => dice.Below(5) switch
    {
        0 => Uri.EscapeDataString(dice.Of(OddText.Short)),
        1 => Paging.Encode(dice.Of(OddText.Short)),
        2 => Paging.Encode(dice.Of(others)),
        3 => Paging.Encode(new string('7', 4_000)),
        _ => Uri.EscapeDataString(Convert.ToBase64String(dice.Bytes(dice.Below(40)))),
    };
}
