using Outreach.Functions.Storage;

namespace Outreach.Functions.Tests;

public sealed class KeysTests
{
    [Fact]
    public void Has_every_activity_in_one_of_the_ranges_that_are_read_side_by_side()
    {
        foreach (var first in "abcdefghijklmnopqrstuvwxyz0123456789")
        {
            foreach (var id in new[] { $"{first}", $"{first}000000000", $"{first}zzzzzzzzz" })
                Assert.Single(Keys.Activities.Ranges, range => string.CompareOrdinal(range.From, id) <= 0 && string.CompareOrdinal(id, range.To) < 0);
        }
    }
}
