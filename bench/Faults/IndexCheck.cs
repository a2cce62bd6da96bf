using System.Globalization;
using System.Text.Json.Nodes;

namespace Outreach.Bench.Faults;

/// <summary>
/// Looks whether everything is found that stands elsewhere to be found by: the calendar, people's engagements, and what the timers go by.
/// There may be a row too many, which a crash leaves, and never one too few.
/// </summary>
internal sealed class IndexCheck(StoredFacts stored, Findings findings)
{
    private static readonly TimeSpan Pingcheng = TimeSpan.FromHours(8);

    public void Run()
    {
        var listed = stored.Calendar.Where(row => row.ContainsKey("Data")).ToLookup(
            row => row.RowKey.Split(':')[1], row => StoredFacts.Data(row).ToJsonString());
        foreach (var activity in stored.Activities)
        {
            CheckCalendar(activity, listed[activity.Id]);
            if (activity.Status != "published")
                continue;
            CheckOffers(activity);
            CheckEngagements(activity);
            if (activity.Attendances.Any(a => a.Row["checkedOutAt"] is null) && WorkOf("open", activity) is null)
                findings.Drift($"nothing reminds of who may be in at {activity.Id} after its end");
        }
    }

    /// <summary>What is not a draft any more is listed once, and as it is.</summary>
    private void CheckCalendar(StoredActivity activity, IEnumerable<string> listed)
    {
        string[] expected = activity.Status == "draft" ? [] : [activity.Header.ToJsonString()];
        if (!listed.SequenceEqual(expected))
            findings.Drift($"the calendar lists {activity.Id} {listed.Count()} times, or otherwise than it is");
    }

    private void CheckOffers(StoredActivity activity)
    {
        var first = activity.Of("sign-up").Min(s => s.Row["offerExpiresAt"]?.GetValue<DateTimeOffset>());
        if (first is not null && !(WorkOf("offers", activity)?.GetDateTimeOffset("DueAt") <= first))
            findings.Drift($"nothing ends the offers of {activity.Id}, of which the first is over at {first:O}");
    }

    /// <summary>A later engagement than the one that was served may stand, of a call that came to nothing.</summary>
    private void CheckEngagements(StoredActivity activity)
    {
        var day = activity.StartsAt.ToOffset(Pingcheng).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        foreach (var (person, row) in activity.Of("sign-up").Where(s => s.Row["status"]!.GetValue<string>() == "confirmed"))
        {
            var engaged = stored.People.FirstOrDefault(r => r.PartitionKey == person && r.RowKey == $"engagements:{day}");
            JsonArray all = engaged is null ? [] : StoredFacts.Data(engaged)["all"]!.AsArray();
            var number = all.FirstOrDefault(e => e!["activity"]!.GetValue<string>() == activity.Id)?["number"]!.GetValue<long>();
            if (!(number >= (row["engagement"]?.GetValue<long>() ?? 0)))
                findings.Drift($"{person} is not engaged on {activity.Id}, where they hold a place");
        }
    }

    private Azure.Data.Tables.TableEntity? WorkOf(string kind, StoredActivity activity) => stored.Work.FirstOrDefault(
        row => row.RowKey == activity.Id && row.PartitionKey.StartsWith(kind + ":", StringComparison.Ordinal));
}
