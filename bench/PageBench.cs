using System.Globalization;
using System.Text.Json.Nodes;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Participation;
using Outreach.Functions.People;
using Outreach.Functions.Security;

namespace Outreach.Bench;

/// <summary>
/// The district's month over HTTP while a year of facts grows behind it: after each quarter its months are asked for in turn, and what
/// that takes of the store is counted. A board of twelve months asks twelve times. The figures are checked.
/// </summary>
internal sealed class PageBench : IBench
{
    private const int ActivitiesEachMonth = 334;
    private const int PeopleEach = 250;
    private const int MonthsEachLook = 3;
    private const int Pages = 1200;
    private const int Clients = 4;

    private static readonly AreaCode District = AreaCode.Parse("140213").Must();

    public string Name => "page";

    public string Says => "the district's page while 1,000,000 facts of 12 months grow behind it (fifteen minutes)";

    public bool Compares => false;

    public async Task<JsonObject> Run(BenchOptions options)
    {
        await using var stage = await Stage.Open(isLarge: true);
        using var calls = new Calls(stage.Address);
        var leader = await Leader(stage);
        var looks = new List<Look>();
        var (month, facts) = (MadeUpMonth.March, 0);
        var months = new List<Month>();
        while (months.Count < 12)
        {
            facts += await Live(stage, month, options.Scale);
            months.Add(month);
            month = month.Next;
            if (months.Count % MonthsEachLook == 0)
                looks.Add(await LookAt(stage, calls, leader, months, facts, options.Scale.Of(Pages, 24)));
        }

        TextTable.Print(
            ["facts", "months", "pages", "reads each", "p50 ms", "p95 ms", "p99 ms"],
            [.. looks.Select(look => look.Row)]);
        var last = looks[^1];
        return new JsonObject
        {
            ["bench"] = Name,
            ["facts"] = last.Facts,
            ["p95"] = Math.Round(last.Timing.Percentile(0.95).TotalMilliseconds, 1),
            ["reads"] = Math.Round(last.Reads, 2),
        };
    }

    /// <summary>A month with its night; gives how many facts it has.</summary>
    private static async Task<int> Live(Stage stage, Month month, Scale scale)
    {
        var held = new MadeUpMonth(month, stage.Communities, scale.Of(ActivitiesEachMonth, 5), PeopleEach).Make().ToList();
        await stage.Write(held);
        await stage.Night();
        await stage.Quiet();
        var expected = new ExpectedFigures(month);
        expected.Add(held);
        await expected.Check(stage.Get<FiguresStore>());
        return held.Sum(activity => activity.Attendances.Count);
    }

    private static async Task<Look> LookAt(Stage stage, Calls calls, Member leader, IReadOnlyList<Month> months, int facts, int pages)
    {
        await Measure(months.Count); // The first of each month warms up.
        stage.StoreCalls.Take();
        var timing = await Measure(pages);
        var reads = stage.StoreCalls.Take().Of(nameof(GetAreaParticipation), "tables");
        return new Look(facts, months.Count, timing, (double)reads / pages);

        Task<Timing> Measure(int count) => Calls.Measure(
            count, Clients, i => calls.Get(leader, $"/api/areas/{District}/participation?month={months[i % months.Count]}"));
    }

    private static async Task<Member> Leader(Stage stage)
    {
        var crowd = new Crowd(stage.Get<PeopleStore>(), stage.Get<SessionStore>(), stage.Communities);
        var leader = (await crowd.Take(1))[0];
        await stage.Get<GrantStore>().Give(leader.Id, new Grant(Role.Auditor, District), Crowd.Organiser, CancellationToken.None);
        return leader;
    }

    /// <summary>What pages took when so many facts were there.</summary>
    private sealed record Look(int Facts, int Months, Timing Timing, double Reads)
    {
        public string[] Row =>
        [
            Facts.ToString("N0", CultureInfo.InvariantCulture), $"{Months}", $"{Timing.Latencies.Count}",
            Reads.ToString("0.00", CultureInfo.InvariantCulture), Milliseconds(0.5), Milliseconds(0.95), Milliseconds(0.99),
        ];

        private string Milliseconds(double share) => Timing.Percentile(share).TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture);
    }
}
