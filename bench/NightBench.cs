using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;
using Outreach.Functions.Activities;
using Outreach.Functions.Participation;
using Outreach.Functions.Storage;

namespace Outreach.Bench;

/// <summary>
/// The night over a month of which nothing is counted yet, against one plain scan of the same rows; then again, after one activity in a
/// hundred has changed. Scans stand before, between and after, so that what slows the machine slows both sides. The figures are checked.
/// </summary>
internal sealed class NightBench : IBench
{
    private const int Activities = 1000;
    private const int PeopleEach = 100;
    private const int SmallNights = 3;
    private const int ChangedEvery = 100;

    public string Name => "night";

    public string Says => "the night over 100,000 attendances, against a scan; then with 1 % changed";

    public bool Compares => true;

    public async Task<JsonObject> Run(BenchOptions options)
    {
        var scale = options.Scale;
        await using var stage = await Stage.Open();
        var month = new MadeUpMonth(MadeUpMonth.March, stage.Communities, scale.Of(Activities, 20), PeopleEach);
        var expected = new ExpectedFigures(MadeUpMonth.March);
        var held = month.Make().ToList();
        await stage.Write(held);
        expected.Add(held);

        var plain = new PlainStore(stage.Storage);
        await Scan(stage, plain); // The first one warms up.
        var scans = new List<Measured> { await Scan(stage, plain), await Scan(stage, plain) };
        var full = await Night(stage);
        await expected.Check(stage.Get<FiguresStore>());
        scans.Add(await Scan(stage, plain));
        var small = new List<Measured>();
        for (var night = 0; night < SmallNights; night++)
        {
            await Change(stage, month, held, night, expected);
            small.Add(await Night(stage));
            await expected.Check(stage.Get<FiguresStore>());
            scans.Add(await Scan(stage, plain));
        }

        return Report(held.Sum(activity => activity.Attendances.Count), scans, full, small);
    }

    private JsonObject Report(int facts, IReadOnlyList<Measured> scans, Measured full, IReadOnlyList<Measured> small)
    {
        var scan = scans.Select(s => s.Took.TotalSeconds).Median();
        var night = full.Took.TotalSeconds;
        var again = small.Select(s => s.Took.TotalSeconds).Median();
        TextTable.Print(
            ["side", "seconds", "to the scan", "to the night", "tables", "queues"],
            Row("plain scan", scan, scans[0]),
            Row($"night over {facts} attendances", night, full),
            Row("night after 1 % changed", again, small[0]));
        return new JsonObject { ["bench"] = Name, ["ratio"] = Math.Round(night / scan, 2), ["incremental"] = Math.Round(again / night, 3) };

        string[] Row(string side, double seconds, Measured one) =>
        [
            side, Number("0.00", seconds), Number("0.00", seconds / scan), Number("0.000", seconds / night),
            $"{one.Calls.All("tables")}", $"{one.Calls.All("queues")}",
        ];

        static string Number(string format, double number) => number.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>One more person, who was nowhere else, in one activity of a hundred: others in each night.</summary>
    private static async Task Change(Stage stage, MadeUpMonth month, IReadOnlyList<HeldActivity> held, int night, ExpectedFigures expected)
    {
        var activities = stage.Get<ActivityStore>();
        for (var i = night; i < held.Count; i += ChangedEvery)
        {
            var (header, plan) = (held[i].Header, held[i].Header.Plan);
            var who = month.Resident(i % stage.Communities.Count, i) with { Person = Crowd.IdOf(1_000_000 + i), Number = (uint)(1_000_000 + i) };
            Result<Decision<RollCallOutcome>> Decide(ActivityState state) =>
                RollCall.Record(state, who, plan.StartsAt, plan.EndsAt, Crowd.Organiser, plan.EndsAt);
            (await activities.Commit(header.Id, Decide, CancellationToken.None)).Must();
            expected.Add(header, (await activities.Read(header.Id, CancellationToken.None)).Must().Attendances[who.Person]);
        }

        await stage.Quiet();
    }

    private static Task<Measured> Night(Stage stage) => Measure(stage, async () =>
    {
        await stage.Night();
        await stage.Quiet();
    });

    private static Task<Measured> Scan(Stage stage, PlainStore plain) => Measure(stage, () => plain.Scan("activities"));

    private static async Task<Measured> Measure(Stage stage, Func<Task> work)
    {
        stage.StoreCalls.Take();
        var began = Stopwatch.GetTimestamp();
        await work();
        return new Measured(Stopwatch.GetElapsedTime(began), stage.StoreCalls.Take());
    }

    /// <summary>What something took, and the calls to the store that it made.</summary>
    private sealed record Measured(TimeSpan Took, StoreCallCounts Calls);
}
