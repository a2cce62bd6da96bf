using System.Text;

namespace Outreach.Functions.Tests.Fuzz;

/// <summary>Texts that programs stumble over.</summary>
internal static class OddText
{
    /// <summary>Whoever counts characters where bytes are counted, or the other way round, meets these.</summary>
    private static readonly string[] Long = [new('x', 300), new('张', 2_000), new('x', 20_000), string.Concat(Enumerable.Repeat("𠮷", 8_000))];

    private static readonly string[] Unicode =
    [
        "e\u0301", "a" + new string('\u0300', 300), "\u202Egpj.exe", "\u2066x\u2069", "שלום", "مرحبا", "\uFEFF", "\uFFFD", "\uFFFF", "\uFDD0",
        "\u2028",
        "\u00A0", "\u200B", "\u3000", "ß", "İ", "ﬀ", "Ⅷ", "１２３", "١٢٣", "👨‍👩‍👧", "\U0001FFFE", "\U000E0001", "\U0010FFFF", "㐱𠮷", "O’Neil",
        .. Enumerable.Range(0, 17).Select(plane => char.ConvertFromUtf32((plane << 16) + 0x2F00)),
    ];

    private static readonly string[] Ascii =
    [
        "", " ", "\t\r\n", "\0", "a\0b", "\u0001\u001f\u007f\u0085", "null", "undefined", "true", "NaN", "-1", "0", "[]", "{}", "'",
        "' or 1 eq 1 or '",
        "\"", "\\", "/", "#", "?", "%", "%00", "..", "../../etc/passwd", "a:b", ";", "<script>alert(1)</script>", "{0}", "=1+1", "a,b", "*", "~",
        "$filter",
    ];

    /// <summary>Instants, dates and months at the edges, and what only looks like one.</summary>
    private static readonly string[] Times =
    [
        "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59-14:00",
        "2999-12-31T23:59:59.9999999Z",
        "2999-12-31T23:59:59-14:00", "2000-01-01T00:00:00+14:00", "2000-01-01T00:00:00Z", "2026-03-02T23:59:60Z", "2026-02-30T09:00:00+08:00",
        "2026-03-02T24:00:00Z", "2026-03-02T09:00:00+14:01", "2026-03-02T09:00:00+99:99", "2026-03-02T09:00:00", "2026-03-02 09:00:00Z",
        "2026-03-02T09:00Z",
        "2026-03-02T09:00:00.123456789Z", "0001-01-01", "9999-12-31", "1900-01-01", "2999-12-31", "2026-02-30", "2024-02-29", "2026-3-2", "20260302",
        "2026-W10-1", "2026-13", "2026-00", "2000-01", "2999-12", "9999-12", "２０２６-03", "-0001-01-01", "12/31/2026", "now",
    ];

    public static readonly IReadOnlyList<string> All =
        [.. Ascii, .. Unicode, .. Times, .. OddNumbers.All.Where(number => number.Length < 30), .. Long];

    /// <summary>The same where a length does not matter, as in addresses.</summary>
    public static readonly IReadOnlyList<string> Short = [.. All.Where(text => Encoding.UTF8.GetByteCount(text) < 400)];
}
