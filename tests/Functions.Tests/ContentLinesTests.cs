using System.Text;
using Outreach.Functions.Activities.Pages;

namespace Outreach.Functions.Tests;

public sealed class ContentLinesTests
{
    private const string Rare = "𠮷";

    [Theory]
    [InlineData("a")]
    [InlineData("é")]
    [InlineData("清")]
    [InlineData(Rare)]
    public void Breaks_no_character_wherever_it_stands_and_makes_no_line_too_long(string letter)
    {
        for (var before = 0; before <= 80; before++)
        {
            var line = $"SUMMARY:{string.Concat(Enumerable.Repeat(letter, before))}{Rare}{string.Concat(Enumerable.Repeat(letter, 80))}";
            // The library breaks lines by 16-bit units, so in the middle of a rare character too.
            for (var at = 1; at < line.Length; at += 1 + (before % 3))
            {
                var folded = ContentLines.Fold($"{line[..at]}\r\n {line[at..]}\r\nEND:VEVENT\r\n");
                Assert.Equal($"{line}\r\nEND:VEVENT\r\n", folded.Replace("\r\n ", "", StringComparison.Ordinal));
                Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(folded)));
                Assert.All(folded.Split("\r\n"), part => Assert.InRange(Encoding.UTF8.GetByteCount(part), 0, 75));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")]
    [InlineData("SUMMARY:a b\r\n")]
    public void Leaves_short_lines_as_they_are(string lines) => Assert.Equal(lines, ContentLines.Fold(lines));

    [Theory]
    [InlineData(75, 1)]
    [InlineData(76, 2)]
    [InlineData(149, 2)] // The space at the beginning of a line is one of its 75.
    [InlineData(150, 3)]
    public void Fills_a_line_before_it_begins_the_next(int octets, int lines) =>
        Assert.Equal(lines, ContentLines.Fold(new string('a', octets)).Split("\r\n").Length);
}
