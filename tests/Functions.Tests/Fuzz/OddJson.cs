using System.Text;
using System.Text.Json;

namespace Outreach.Functions.Tests.Fuzz;

/// <summary>What stands where a value of JSON is looked for: bytes, since some of it is no text.</summary>
internal static class OddJson
{
    private static readonly string[] Values =
    [
        "null", "true", "false", "[]", "{}", "[[]]", "[null]", "[{}]", "{\"\":\"\"}", "{\"a\":1,\"a\":2}", "\"\"", "\"x\"",
        "{\"$type\":\"System.Object\"}",
        "{\"$ref\":\"#\"}", "{\"__proto__\":{}}", "[0,0,0]",
    ];

    private static readonly string[] BrokenStrings =
    [
        "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\ud800\"", "\"a\\u0000b\"", "\"\\u\"", "\"\\u12\"", "\"\\x41\"", "\"\u0001\"", "\"a\nb\"", "\"",
        "'x'",
        "{\"\\ud800\":1}", "{\"a\\u0000\":1}", "\"\\ud83d\\ude00\"", "\"\\ud842\\udfb7\"",
    ];

    private static readonly string[] Syntax =
        ["", ",", "x", "1 2", "/*c*/1", "1//c", "[1,]", "{,}", "{\"a\"}", "{\"a\":}", "{a:1}", "]", "}", "\\", "tru", "nul", "\uFEFF1", "[", "{"];

    private static readonly string[] Deep =
    [
        .. new[] { 8, 61, 62, 63, 64, 65, 1_000, 20_000 }.Select(depth => new string('[', depth) + new string(']', depth)),
        .. new[] { 8, 62, 63, 64, 3_000 }.Select(depth => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth)),
    ];

    private static readonly string[] Wide =
    [
        $"[{string.Join(',', Enumerable.Repeat("0", 8_000))}]",
        $"[{string.Join(',', Enumerable.Repeat("{}", 1_000))}]",
        $"{{{string.Join(',', Enumerable.Range(0, 3_000).Select(i => $"\"m{i}\":0"))}}}",
    ];

    /// <summary>Overlong, half, beyond the last plane, a surrogate, and bytes that begin nothing, as strings.</summary>
    private static readonly byte[][] NoUtf8 =
    [
        .. new byte[][] { [0xC0, 0xAF], [0xFF], [0xFE, 0xFF], [0xE5, 0xBC], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xC1, 0x81] }
            .Select(bytes => (byte[])[(byte)'"', .. bytes, (byte)'"']),
    ];

    /// <summary>Of each kind as many as of the others, so that a long list does not push a short one aside.</summary>
    private static readonly IReadOnlyList<byte[]>[] Kinds =
    [
        Bytes(Values), Bytes(OddText.All.Select(text => JsonSerializer.Serialize(text))), Bytes(OddNumbers.All),
        Bytes(OddText.All.Select(text => JsonSerializer.Serialize(text))),
        Bytes(BrokenStrings), Bytes(Syntax), Bytes(Deep), Bytes(Wide), NoUtf8,
    ];

    public static byte[] Of(Dice dice) => dice.Of(dice.Of(Kinds));

    private static byte[][] Bytes(IEnumerable<string> texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
