using System.Text.Json.Nodes;

namespace Outreach.Bench.Faults;

/// <summary>Holds the facts in the store against what clients were told and asked for.</summary>
/// <param name="admin">The id of whom nobody registered.</param>
internal sealed class FactCheck(StoredFacts stored, Ledger ledger, string admin, Findings findings)
{
    private static readonly string[] OfPeople = ["sign-up", "attendance", "make-up", "correction", "check-out-ahead"];

    public void Run()
    {
        foreach (var activity in stored.Activities)
        {
            CheckPlaces(activity);
            CheckAsked(activity);
        }

        foreach (var (subject, status) in ledger.Places)
            CheckPlace(subject, status);
        foreach (var (subject, told) in ledger.Attendances)
            CheckAttendance(subject, told);
        foreach (var (subject, minutes) in ledger.MakeUps)
            CheckMakeUp(subject, minutes);
        CheckPairs();
        CheckActivities();
        CheckPeople();
    }

    private JsonNode? Row(Subject subject, string kind) =>
        stored.Activities.FirstOrDefault(activity => activity.Id == subject.Activity)?.Rows.GetValueOrDefault($"{kind}:{subject.Person}");

    private void CheckPlaces(StoredActivity activity)
    {
        var held = activity.Of("sign-up").Where(s => StatusOf(s.Row) is "confirmed" or "offered").ToArray();
        if (held.Length > activity.Capacity)
            findings.Overfilled($"{activity.Id} has {held.Length} on {activity.Capacity} places");
        foreach (var post in activity.Plan["posts"]!.AsArray())
        {
            var (name, places) = (post!["name"]!.GetValue<string>(), post["capacity"]!.GetValue<int>());
            var there = held.Count(s => s.Row["post"]?.GetValue<string>() == name);
            if (there > places)
                findings.Overfilled($"{activity.Id} has {there} on {places} places at a post");
        }
    }

    private void CheckAsked(StoredActivity activity)
    {
        foreach (var (person, _) in OfPeople.SelectMany(activity.Of))
        {
            if (!ledger.Asked.ContainsKey(new Subject(activity.Id, person)))
                findings.Duplicated($"nobody asked for what stands of {person} on {activity.Id}");
        }
    }

    private void CheckPlace(Subject subject, string told)
    {
        var stands = Row(subject, "sign-up") is { } row ? StatusOf(row) : "cancelled";
        var isRight = told switch
        {
            "" => stands is "cancelled",
            "waiting" => stands is "waiting" or "offered",
            _ => stands == told,
        };
        if (!isRight && !ledger.Open.ContainsKey(subject))
            findings.Lost($"the place of {subject.Person} on {subject.Activity}: told {(told.Length == 0 ? "cancelled" : told)}, there is {stands}");
    }

    private void CheckAttendance(Subject subject, ToldAttendance told)
    {
        if (ledger.Open.ContainsKey(subject))
            return;
        var row = Row(subject, "attendance");
        ToldAttendance? stands = row is null ? null : new ToldAttendance(
            row["checkedInAt"]!.GetValue<DateTimeOffset>(),
            row["checkedOutAt"]?.GetValue<DateTimeOffset>(),
            told.Minutes is null ? null : stored.Activities.First(activity => activity.Id == subject.Activity).Credit(row),
            row["struckAt"] is not null);
        if (stands != told)
            findings.Lost($"the attendance of {subject.Person} on {subject.Activity}: told {told}, there is {stands}");
    }

    private void CheckMakeUp(Subject subject, long minutes)
    {
        var row = Row(subject, "make-up");
        if (row?["minutes"]!.GetValue<long>() != minutes || row["verdict"]?["approved"]?.GetValue<bool>() != true)
            findings.Lost($"{minutes} minutes made up of {subject.Person} on {subject.Activity}: there is {row?.ToJsonString()}");
    }

    /// <summary>Nobody holds places on two activities at the same time.</summary>
    private void CheckPairs()
    {
        var confirmed = stored.Activities
            .Where(activity => activity.Status == "published")
            .SelectMany(activity => activity.Of("sign-up").Where(s => StatusOf(s.Row) == "confirmed").Select(s => (s.Person, Activity: activity)));
        foreach (var places in confirmed.GroupBy(place => place.Person, place => place.Activity))
        {
            StoredActivity[] all = [.. places.OrderBy(activity => activity.StartsAt)];
            foreach (var (one, next) in all.Zip(all.Skip(1)).Where(pair => pair.First.EndsAt > pair.Second.StartsAt))
                findings.Duplicated($"{places.Key} holds places on {one.Id} and {next.Id} at the same time");
        }
    }

    private void CheckActivities()
    {
        var titles = stored.Activities.ToLookup(activity => activity.Title.Split(" v")[0]);
        foreach (var (title, told) in ledger.Activities)
        {
            if (titles[title].FirstOrDefault(activity => activity.Id == told.Id) is not { } stands)
                findings.Lost($"activity {told.Id}");
            else if (stands.AsTold != told && !ledger.Open.ContainsKey(new Subject(told.Id, "")))
                findings.Lost($"what was changed of activity {told.Id}: told {told}, there is {stands.Header.ToJsonString()}");
        }

        foreach (var same in titles.Where(same => same.Count() > 1 || !ledger.AskedNames.ContainsKey(same.Key)))
            findings.Duplicated($"activities {string.Join(", ", same.Select(activity => activity.Id))} were asked for once");
    }

    private void CheckPeople()
    {
        var people = stored.People.Where(row => row.RowKey == "person" && row.PartitionKey != admin)
            .ToLookup(row => StoredFacts.Data(row)["name"]!.GetValue<string>(), row => row.PartitionKey);
        foreach (var (name, id) in ledger.People)
        {
            if (!people[name].Contains(id))
                findings.Lost($"person {id}");
        }

        foreach (var same in people.Where(same => same.Count() > 1 || !ledger.AskedNames.ContainsKey(same.Key)))
            findings.Duplicated($"people {string.Join(", ", same)} were registered once");
    }

    private static string StatusOf(JsonNode signUp) => signUp["status"]!.GetValue<string>();
}
