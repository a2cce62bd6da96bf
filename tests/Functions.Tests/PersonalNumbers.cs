using System.Text;
using System.Text.RegularExpressions;

namespace Outreach.Functions.Tests;

/// <summary>Finds what looks like a mobile or ID number in bytes that may hold it plain, as UTF-16, or inside base64 of either.</summary>
internal static partial class PersonalNumbers
{
    /// <param name="text">Bytes as Latin-1, so that each byte is a character.</param>
    public static IEnumerable<string> In(string text) =>
        Readings(text).SelectMany(reading => Number().Matches(reading)).Select(match => match.Value).Distinct();

    private static IEnumerable<string> Readings(string text)
    {
        yield return text;
        yield return text.Replace("\0", "", StringComparison.Ordinal);
        foreach (Match run in Base64().Matches(text))
        {
            for (var start = 0; start < 4; start++)
            {
                var length = (run.Length - start) / 4 * 4;
                var decoded = Encoding.Latin1.GetString(Convert.FromBase64String(run.Value.Substring(start, length)));
                yield return decoded;
                yield return decoded.Replace("\0", "", StringComparison.Ordinal);
            }
        }
    }

    [GeneratedRegex(@"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")]
    private static partial Regex Number();

    [GeneratedRegex("[A-Za-z0-9+/]{12,}")]
    private static partial Regex Base64();
}

public sealed class PersonalNumbersTests
{
    private const string Phone = "14200000007";
    private const string IdNumber = "11010519491231002X";

    [Fact]
    public void Finds_a_number_in_whatever_way_it_is_written()
    {
        var plain = $"{{\"phone\":\"{Phone}\",\"id\":\"{IdNumber}\"}}";
        var utf16 = Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(plain));
        string[] written = [plain, utf16, Base64(plain), "a" + Base64(plain), "abc" + Base64(utf16)];
        Assert.All(written, text => Assert.Equal([Phone, IdNumber], PersonalNumbers.In(text)));
        Assert.Empty(PersonalNumbers.In("142****0007 and 3155378975999999999"));
    }

    private static string Base64(string latin1) => Convert.ToBase64String(Encoding.Latin1.GetBytes(latin1)).TrimEnd('=');
}
