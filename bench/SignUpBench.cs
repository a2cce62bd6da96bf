using System.Globalization;
using System.Text.Json.Nodes;
using Outreach.Domain.Activities;
using Outreach.Functions.Activities;
using Outreach.Functions.People;
using Outreach.Functions.Security;

namespace Outreach.Bench;

/// <summary>
/// A thousand people who sign up for the fifty places of one activity, over HTTP, against as many increments of one row by its ETag, which is
/// the least that must happen where places are counted.
/// </summary>
internal sealed class SignUpBench : IBench
{
    private const int Rounds = 3;
    private const int People = 1000;
    private const int Places = 50;

    /// <summary>With many more the loop's writers hold each other off altogether; sign-up is measured with all at once too.</summary>
    private const int Clients = 64;

    public string Name => "sign-up";

    public string Says => "1,000 sign-ups on one activity, against a read-ETag-write loop on one row";

    public bool Compares => true;

    public async Task<JsonObject> Run(BenchOptions options)
    {
        var scale = options.Scale;
        await using var stage = await Stage.Open();
        using var calls = new Calls(stage.Address);
        var crowd = new Crowd(stage.Get<PeopleStore>(), stage.Get<SessionStore>(), stage.Communities);
        var plain = new PlainStore(stage.Storage);
        var people = scale.Of(People, Places + 1);
        await SignUp(stage, calls, await crowd.Take(people), Clients);
        await plain.CountUp(Clients, 1);
        var rounds = new List<Round>();
        for (var round = 0; round < scale.Of(Rounds); round++)
        {
            var some = await SignUp(stage, calls, await crowd.Take(people), Clients);
            var loop = await plain.CountUp(people, Clients);
            var all = await SignUp(stage, calls, await crowd.Take(people), people);
            rounds.Add(new Round(some, all, loop));
        }

        TextTable.Print(
            ["side", "per second", "ratio", "p50 ms", "p99 ms"],
            Row($"sign-up, {Clients} clients", rounds, round => round.Some),
            Row($"sign-up, {people} at once", rounds, round => round.All),
            Row($"read-ETag-write loop, {Clients} clients", rounds, round => round.Loop));
        return new JsonObject { ["bench"] = Name, ["ratio"] = Math.Round(rounds.Select(round => round.Some.Rate / round.Loop.Rate).Median(), 1) };
    }

    private static async Task<Timing> SignUp(Stage stage, Calls calls, Member[] members, int clients)
    {
        var id = await stage.Publish(Places);
        var timing = await calls.Post([.. members.Select(member => (member, $"/api/activities/{id}/sign-ups", "{}"u8.ToArray()))], clients);
        await stage.Quiet();
        await Check(stage.Get<ActivityPartition>(), id, members.Length);
        return timing;
    }

    private static async Task Check(ActivityPartition partition, ActivityId id, int people)
    {
        var state = (await partition.Load(id, CancellationToken.None))!.State;
        if (state.Confirmed != Places || state.Waiting.Count != people - Places)
            throw new WrongResultException($"Of {people} people {state.Confirmed} have one of {Places} places and {state.Waiting.Count} wait.");
    }

    private static string[] Row(string side, IReadOnlyList<Round> rounds, Func<Round, Timing> of)
    {
        string Number(string format, Func<Round, double> value) =>
            rounds.Select(value).Median().ToString(format, CultureInfo.InvariantCulture);
        return
        [
            side,
            Number("0", round => of(round).Rate),
            Number("0.0", round => of(round).Rate / round.Loop.Rate),
            Number("0", round => of(round).Percentile(0.5).TotalMilliseconds),
            Number("0", round => of(round).Percentile(0.99).TotalMilliseconds),
        ];
    }

    /// <summary>Sign-ups by some clients, sign-ups all at once, and the loop.</summary>
    private sealed record Round(Timing Some, Timing All, Timing Loop);
}
