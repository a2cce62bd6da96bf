using System.Globalization;
using System.Text.Json.Nodes;
using Outreach.Bench.Proxies;

namespace Outreach.Bench.Costs;

/// <summary>
/// What each call costs of what the platform sells and limits: calls to the store, rows, bytes and runs of functions, before the answer and
/// behind it, counted on the wire. The host has seen activities and sessions before, as it has in the middle of a day.
/// </summary>
internal sealed class CostBench : IBench
{
    private const int Times = 5;

    public string Name => "cost";

    public string Says => "what each call costs of the store: round trips, rows, bytes, runs of functions";

    public bool Compares => false;

    public async Task<JsonObject> Run(BenchOptions options)
    {
        var ground = await Ground.Open();
        var tally = new StoreTally();
        await using var store = await ProxiedStore.Start(ground.Storage, tally.Tables, tally.Queues);
        await using var stage = await Stage.On(ground, store.Storage, tally.Execute);
        using var calls = new Calls(stage.Address);
        var times = options.Scale.Of(Times);
        var day = await CostedDay.Prepare(stage, calls, times);
        await stage.Quiet();
        List<string[]> rows = [];
        foreach (var call in day.Calls)
            rows.Add(await Measure(stage, tally, call, times));
        TextTable.Print(
            [
                "call", "by", "tables", "queues", "rows read", "written", "bytes", "runs",
                "behind: tables", "queues", "rows read", "written", "bytes", "runs",
            ],
            [.. rows]);
        Console.WriteLine(
            "Each number is for one of those who call at once. " +
            "The runs count the call itself; of calls to queues those that found nothing do not count.");
        return new JsonObject { ["bench"] = Name, ["calls"] = rows.Count };
    }

    private static async Task<string[]> Measure(Stage stage, StoreTally tally, CostedCall call, int times)
    {
        var (itself, behind) = (StoreCost.None, StoreCost.None);
        for (var i = 0; i < times; i++)
        {
            tally.Take();
            await call.Act(i);
            itself += tally.Take();
            await stage.Quiet();
            behind += tally.Take();
        }

        return [call.Name, $"{call.People}", .. Cells(itself), .. Cells(behind)];

        IEnumerable<string> Cells(StoreCost cost)
        {
            double[] sums = [cost.TableCalls, cost.QueueCalls, cost.Read, cost.Written, cost.Bytes, cost.Executions];
            return sums.Select(sum => (sum / times / call.People).ToString("#,0.##", CultureInfo.InvariantCulture));
        }
    }
}
