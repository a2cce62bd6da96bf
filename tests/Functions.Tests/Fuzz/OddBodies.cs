using System.Text;
using System.Text.Json.Nodes;

namespace Outreach.Functions.Tests.Fuzz;

/// <summary>Bodies that are not what they say they are, or not what the function takes.</summary>
internal static class OddBodies
{
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly string[] MediaTypes =
    [
        "", "application/json; charset=utf-16", "application/json; charset=nope", "application/json;", "application/json; charset=\"utf-8\"",
        "APPLICATION/JSON",
        "application/vnd.api+json", "application/merge-patch+json", "text/json", "text/plain", "text/xml", "text/csv", "application/octet-stream",
        "json", "/", "*/*",
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x", "multipart/mixed; boundary=x", Form,
        Form + "; charset=utf-16",
        "application/json, text/plain", "application/" + new string('j', 500), "application/json; a=" + new string('b', 2_000), "\u00e9/\u00ff",
    ];

    private static readonly string[] Escapes =
    [
        "%", "%z", "%zz", "%u5f20", "%00", "%ff", "%ed%a0%80", "%c0%af", "+", "%2B", "%E5%BC", "=", "&", "==&&=", ";", "\0", "张",
    ];

    private static readonly string[] FieldNames =
    [
        "extra", "name.", ".name", "..", "name.name", "venue.name.x", "posts[0].name", "posts.name", "consent", "consent.version",
        "__RequestVerificationToken", "skills", "%00",
    ];

    /// <summary>The request with another media type, or without any.</summary>
    public static FuzzRequest OtherMedia(FuzzRequest request, Dice dice)
    {
        var plain = request.Without("Content-Type");
        return dice.Percent(10) ? plain : plain.With("Content-Type", dice.Of(MediaTypes));
    }

    /// <summary>The request with its body as a web form, as a good one or as one that is broken.</summary>
    public static FuzzRequest AsForm(FuzzRequest request, JsonNode? example, Dice dice)
    {
        var fields = Fields("", example ?? new JsonObject()).ToList();
        if (fields.Count > 0 && dice.Percent(60))
        {
            var at = dice.Below(fields.Count);
            fields[at] = (fields[at].Name, dice.Of(OddText.All));
        }

        var text = string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"));
        text = dice.Below(6) switch
        {
            0 => $"{text}&{dice.Of(FieldNames)}={Uri.EscapeDataString(dice.Of(OddText.Short))}",
            1 => text.Insert(dice.Below(text.Length + 1), dice.Of(Escapes)),
            2 => $"{text}&{text}",
            3 when dice.Percent(20) => string.Join('&', Enumerable.Range(0, 6_000).Select(i => $"k{i}=")) + "&" + text,
            3 when dice.Percent(30) => string.Join('.', Enumerable.Repeat("venue", 8_000)) + "=1",
            _ => text,
        };
        return request.Without("Content-Type").With("Content-Type", Form) with { Body = Encoding.UTF8.GetBytes(text) };
    }

    /// <summary>The request with other bytes: some turned over, cut off, marked, of another encoding, or far too many.</summary>
    public static FuzzRequest OtherBytes(FuzzRequest request, Dice dice)
    {
        var body = request.Body ?? [];
        return request with
        {
            Body = dice.Below(10) switch
            {
                0 => null,
                1 => [],
                2 => dice.Bytes(1 + dice.Below(200)),
                3 => body[..dice.Below(body.Length + 1)],
                4 => [0xEF, 0xBB, 0xBF, .. body],
                5 => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(body))],
                6 => [.. body, .. body],
                7 => [.. body, .. new byte[10]],
                8 when dice.Percent(10) => [.. body, .. Enumerable.Repeat((byte)' ', dice.Of([64 * 1024, 70_000, 1_100_000, 4_300_000]))],
                _ => Turned(body, dice),
            },
        };
    }

    /// <summary>Parts that end nowhere, have no name, or are of no form at all.</summary>
    public static FuzzRequest Multipart(FuzzRequest request, Dice dice)
    {
        var part = "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n张三\r\n";
        var text = dice.Of(
            [part + "--x--\r\n", part, "--x\r\n", "--x--", "", "--y\r\n" + part, part[..20], string.Concat(Enumerable.Repeat(part, 500))]);
        var mediaType = dice.Of(["multipart/form-data; boundary=x", "multipart/form-data", "multipart/form-data; boundary=\"x\""]);
        return request.Without("Content-Type").With("Content-Type", mediaType) with { Body = Encoding.UTF8.GetBytes(text) };
    }

    private static byte[] Turned(byte[] body, Dice dice)
    {
        var turned = body.ToArray();
        for (var times = turned.Length == 0 ? 0 : 1 + dice.Below(4); times > 0; times--)
            turned[dice.Below(turned.Length)] ^= (byte)(1 << dice.Below(8));
        return turned;
    }

    private static IEnumerable<(string Name, string Value)> Fields(string prefix, JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Fields(prefix.Length == 0 ? member.Key : $"{prefix}.{member.Key}", member.Value)),
        JsonArray items => items.SelectMany(item => Fields(prefix, item)),
        null => [],
        _ => [(prefix, node.ToString())],
    };
}
