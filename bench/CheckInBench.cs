using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Functions.Activities;
using Outreach.Functions.Attendance;
using Outreach.Functions.People;
using Outreach.Functions.Security;

namespace Outreach.Bench;

/// <summary>
/// Check-ins over HTTP, each by another person who has signed up a moment before, against as many plain inserts of rows of that size
/// by as many clients. The sides take turns within a round, so that what slows the machine slows both.
/// </summary>
internal sealed class CheckInBench : IBench
{
    private const int Rounds = 3;
    private const int ManyActivities = 50;

    /// <summary>How many check-ins so many clients make in a round.</summary>
    private static readonly (int Clients, int Calls)[] Loads = [(1, 50), (4, 150), (16, 300), (64, 800)];

    public string Name => "check-in";

    public string Says => "check-ins on one activity and on 50, against plain inserts";

    public bool Compares => true;

    public async Task<JsonObject> Run(BenchOptions options)
    {
        var scale = options.Scale;
        await using var stage = await Stage.Open();
        using var calls = new Calls(stage.Address);
        var crowd = new Crowd(stage.Get<PeopleStore>(), stage.Get<SessionStore>(), stage.Communities);
        var day = new Day(stage, calls, crowd, new PlainStore(stage.Storage));
        var rounds = new List<Comparison>();
        for (var round = 0; round <= scale.Of(Rounds); round++)
        {
            foreach (var (clients, full) in Loads)
            {
                var compared = await Compare(day, clients, scale.Of(full, clients));
                if (round > 0) // The first one warms up.
                    rounds.Add(compared);
            }
        }

        return Report(rounds);
    }

    private static async Task<Comparison> Compare(Day day, int clients, int calls)
    {
        var one = await day.SignUp(1, calls);
        var many = await day.SignUp(ManyActivities, calls);
        var onOne = await day.CheckIn(one, clients);
        var inserts = await day.Insert(calls, clients);
        var onMany = await day.CheckIn(many, clients);
        return new Comparison(clients, onOne, onMany, inserts);
    }

    private JsonObject Report(IReadOnlyList<Comparison> rounds)
    {
        List<string[]> rows = [];
        foreach (var load in rounds.GroupBy(round => round.Clients))
        {
            rows.Add(Row($"{load.Key}, on one activity", load, round => round.OnOne));
            rows.Add(Row($"{load.Key}, on {ManyActivities} activities", load, round => round.OnMany));
            rows.Add(Row($"{load.Key}, plain inserts", load, round => new CheckedInTiming(round.Inserts, 0, 0, 0)));
        }

        TextTable.Print(
            ["clients, side", "per second", "ratio", "p50 ms", "p95 ms", "p99 ms", "p99 ratio", "tables each", "queues each", "behind it"],
            [.. rows]);
        Console.WriteLine("tables each, queues each: calls to the store before the answer, by check-in; behind it: all that follows by queue.");
        var busiest = rounds.Where(round => round.Clients == Loads[^1].Clients).ToList();
        return new JsonObject
        {
            ["bench"] = Name,
            ["ratio"] = Math.Round(busiest.Select(round => round.OnOne.Timing.Rate / round.Inserts.Rate).Median(), 2),
            ["p99Ratio"] = Math.Round(busiest.Select(round => round.OnOne.Timing.Percentile(0.99) / round.Inserts.Percentile(0.99)).Median(), 2),
        };
    }

    private static string[] Row(string side, IEnumerable<Comparison> load, Func<Comparison, CheckedInTiming> of)
    {
        string Number(string format, Func<Comparison, double> value) => load.Select(value).Median().ToString(format, CultureInfo.InvariantCulture);
        string Milliseconds(double share) => Number("0.0", round => of(round).Timing.Percentile(share).TotalMilliseconds);
        return
        [
            side,
            Number("0", round => of(round).Timing.Rate),
            Number("0.00", round => of(round).Timing.Rate / round.Inserts.Rate),
            Milliseconds(0.5), Milliseconds(0.95), Milliseconds(0.99),
            Number("0.00", round => of(round).Timing.Percentile(0.99) / round.Inserts.Percentile(0.99)),
            Number("0.00", round => of(round).Tables), Number("0.00", round => of(round).Queues), Number("0.00", round => of(round).Behind),
        ];
    }

    /// <summary>One load in one round, on all sides.</summary>
    private sealed record Comparison(int Clients, CheckedInTiming OnOne, CheckedInTiming OnMany, Timing Inserts);

    /// <summary>What check-ins took, and the calls to the store that each made.</summary>
    private sealed record CheckedInTiming(Timing Timing, double Tables, double Queues, double Behind);

    /// <summary>People who signed up for something.</summary>
    private sealed record Expected(IReadOnlyList<(Member Member, ActivityId Activity)> People);

    private sealed class Day(Stage stage, Calls calls, Crowd crowd, PlainStore plain)
    {
        private const int SigningUp = 64;

        public async Task<Expected> SignUp(int activities, int people)
        {
            var members = await crowd.Take(people);
            var ids = await Task.WhenAll(Enumerable.Range(0, activities).Select(_ => stage.Publish(people)));
            var expected = members.Select((member, i) => (member, ids[i % activities])).ToArray();
            await calls.Post([.. expected.Select(e => (e.member, $"/api/activities/{e.Item2}/sign-ups", "{}"u8.ToArray()))], SigningUp);
            await stage.Quiet();
            return new Expected(expected);
        }

        public async Task<CheckedInTiming> CheckIn(Expected expected, int clients)
        {
            var codes = stage.Get<CheckInCodes>();
            var bodies = expected.People.Select(e => e.Activity).Distinct().ToDictionary(
                id => id, id => JsonSerializer.SerializeToUtf8Bytes(new { code = codes.Issue(id, CheckInKind.In).Value }));
            stage.StoreCalls.Take();
            var timing = await calls.Post(
                [.. expected.People.Select(e => (e.Member, $"/api/activities/{e.Activity}/check-ins", bodies[e.Activity]))], clients);
            await stage.Quiet();
            var made = stage.StoreCalls.Take();
            await Check(expected);
            double Each(int count) => (double)count / expected.People.Count;
            var (tables, queues) = (made.Of(nameof(Functions.Attendance.CheckIn), "tables"), made.Of(nameof(Functions.Attendance.CheckIn), "queues"));
            return new CheckedInTiming(
                timing, Each(tables), Each(queues), Each(made.All("tables") + made.All("queues") - tables - queues));
        }

        public Task<Timing> Insert(int count, int clients) => plain.Insert(count, clients);

        private async Task Check(Expected expected)
        {
            var there = 0;
            foreach (var id in expected.People.Select(e => e.Activity).Distinct())
                there += (await stage.Get<ActivityStore>().Read(id, CancellationToken.None)).Must().Attendances.Count;
            if (there != expected.People.Count)
                throw new WrongResultException($"Of {expected.People.Count} who checked in {there} are there.");
        }
    }
}
