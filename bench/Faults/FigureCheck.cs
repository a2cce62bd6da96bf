using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Data.Tables;

namespace Outreach.Bench.Faults;

/// <summary>
/// Counts once more what is derived from the facts, the shortest way and with none of the app's code: the figures of every area, home area
/// and unit, and people's records.
/// </summary>
internal sealed class FigureCheck(StoredFacts stored, Findings findings)
{
    private static readonly TimeSpan Pingcheng = TimeSpan.FromHours(8);

    private readonly Dictionary<string, Count> _counts = [];

    public void Run()
    {
        foreach (var activity in stored.Activities)
        {
            foreach (var (person, row) in activity.Attendances)
                Add(activity, person, row["who"]!, MonthOf(row["checkedInAt"]!.GetValue<DateTimeOffset>()), 1, activity.Credit(row), 0);
            foreach (var (person, row) in activity.ApprovedMakeUps)
                Add(activity, person, row["who"]!, MonthOf(activity.StartsAt), 0, 0, activity.MadeUp(person, row));
        }

        CheckFigures();
        CheckRecords();
    }

    private void CheckFigures()
    {
        var shown = stored.Figures.ToDictionary(row => $"{string.Join(':', row.PartitionKey.Split(':')[..2])}:{row.RowKey}", Shown);
        foreach (var key in _counts.Keys.Union(shown.Keys))
        {
            var (counted, there) = (_counts.GetValueOrDefault(key)?.ToString(key) ?? Count.None(key), shown.GetValueOrDefault(key, "nothing"));
            if (counted != there)
                findings.Drift($"the figures of {key} say {there}, the facts {counted}");
        }
    }

    private static string Shown(TableEntity row)
    {
        var figures = StoredFacts.Data(row);
        // By home area and unit an activity may stand in several, so only the organising area's number adds up.
        var activities = row.PartitionKey.StartsWith("area", StringComparison.Ordinal) ? Number("activities") : 0;
        return Count.Text(activities, Number("visits"), Number("people"), Number("partyMembers"), Number("creditMinutes"), Number("makeUpMinutes"));

        long Number(string member) => figures[member]!.GetValue<long>();
    }

    private void CheckRecords()
    {
        var records = stored.People.Where(row => row.RowKey.StartsWith("record:", StringComparison.Ordinal))
            .ToDictionary(row => (Activity: row.RowKey["record:".Length..], Person: row.PartitionKey), StoredFacts.Data);
        foreach (var activity in stored.Activities)
        {
            var attended = activity.Attendances.ToDictionary(a => a.Person, a => activity.Credit(a.Row));
            var madeUp = activity.ApprovedMakeUps.ToDictionary(m => m.Person, m => activity.MadeUp(m.Person, m.Row));
            var said = records.Where(record => record.Key.Activity == activity.Id).ToDictionary(record => record.Key.Person, record => record.Value);
            foreach (var person in attended.Keys.Union(madeUp.Keys).Union(said.Keys))
            {
                var facts = (attended.ContainsKey(person), attended.GetValueOrDefault(person), madeUp.GetValueOrDefault(person));
                var record = said.GetValueOrDefault(person);
                var shown = (
                    record?["attended"]!.GetValue<bool>() == true, record?["minutes"]!.GetValue<long>() ?? 0,
                    record?["makeUp"]?["minutes"]!.GetValue<long>() ?? 0);
                if (facts != shown)
                    findings.Drift($"the record of {person} on {activity.Id} says {shown}, the facts {facts}");
            }
        }
    }

    private void Add(StoredActivity activity, string person, JsonNode who, string month, int visits, long credit, long madeUp)
    {
        foreach (var length in new[] { 6, 9, 12 })
        {
            Of($"area:{month}:{activity.Organiser[..length]}").Add(activity, person, who, visits, credit, madeUp);
            Of($"home:{month}:{who["homeArea"]!.GetValue<string>()[..length]}").Add(activity, person, who, visits, credit, madeUp);
        }

        if (who["unit"]?.GetValue<string>() is { } unit)
            Of($"unit:{month}:{unit}").Add(activity, person, who, visits, credit, madeUp);
    }

    private Count Of(string key) => _counts.TryGetValue(key, out var count) ? count : _counts[key] = new Count();

    private static string MonthOf(DateTimeOffset instant) => instant.ToOffset(Pingcheng).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private sealed class Count
    {
        private readonly HashSet<string> _activities = [];
        private readonly HashSet<string> _people = [];
        private readonly HashSet<string> _members = [];
        private long _visits;
        private long _credit;
        private long _madeUp;

        public static string None(string key) => new Count().ToString(key);

        public static string Text(params IEnumerable<long> numbers) => string.Join(' ', numbers);

        public void Add(StoredActivity activity, string person, JsonNode who, int visits, long credit, long madeUp)
        {
            (_visits, _credit, _madeUp) = (_visits + visits, _credit + credit, _madeUp + madeUp);
            _activities.Add(activity.Id);
            _people.Add(person);
            if (who["partyMember"]!.GetValue<bool>())
                _members.Add(person);
        }

        public string ToString(string key) => Text(
            key.StartsWith("area", StringComparison.Ordinal) ? _activities.Count : 0, _visits, _people.Count, _members.Count, _credit, _madeUp);
    }
}
