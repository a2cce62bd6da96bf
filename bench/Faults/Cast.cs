using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Outreach.Domain.People;
using Outreach.Functions.People;
using Outreach.Functions.Security;

namespace Outreach.Bench.Faults;

/// <summary>Somebody registered and signed in.</summary>
internal sealed record Somebody(string Id, string Token);

/// <summary>Who takes part in a run, and the activities of its stage.</summary>
internal sealed class Cast
{
    private const string Stems = "甲乙丙丁戊己庚辛壬癸";
    private const int PartyMemberEvery = 3;
    private const int Units = 5;

    private Cast(FaultPlan plan, IReadOnlyList<string> communities, DateTimeOffset began, Somebody admin) =>
        (Plan, Communities, Began, Admin, People) = (plan, communities, began, admin, new Somebody?[plan.Residents + FaultPlan.Organisers]);

    public FaultPlan Plan { get; }

    public IReadOnlyList<string> Communities { get; }

    public DateTimeOffset Began { get; }

    public Somebody Admin { get; }

    /// <summary>By the client's number; null for who is not registered yet.</summary>
    public Somebody?[] People { get; }

    /// <summary>The ids of the activities, in the order of the plan's stage.</summary>
    public ImmutableArray<string> Stage { get; private set; } = [];

    /// <summary>Registers who is there from the beginning, gives the organisers their roles, and publishes the stage.</summary>
    public static async Task<Cast> Gather(FaultPlan plan, Ground ground, SensibleClient client, Ledger ledger)
    {
        var now = TimeProvider.System.GetUtcNow();
        var district = ground.Communities[0].District;
        var admin = await ground.Get<FirstAdmin>().Ensure(district, CancellationToken.None);
        var session = await ground.Get<SessionStore>().Open(admin, CancellationToken.None);
        var communities = ground.Communities.Select(area => area.Value).ToArray();
        var cast = new Cast(plan, communities, now, new Somebody(admin.Value, session.Token));
        var there = Enumerable.Range(0, plan.Settled).Concat(Enumerable.Range(plan.Residents, FaultPlan.Organisers));
        await Parallel.ForEachAsync(there, async (number, token) => await cast.Register(number, 0, client, ledger, token));
        foreach (var organiser in cast.People[plan.Residents..])
        {
            foreach (var role in new[] { Role.Organiser, Role.Reviewer })
                await ground.Get<GrantStore>().Give(PersonId.Parse(organiser!.Id).Must(), new Grant(role, district), admin, CancellationToken.None);
        }

        var published = new string[plan.Stage.Length];
        await Parallel.ForAsync(0, published.Length, async (i, token) => published[i] = await cast.Publish(i, client, ledger, token));
        cast.Stage = [.. published];
        return cast;
    }

    /// <summary>Registers one; false when there was no answer, or it was no.</summary>
    public async Task<bool> Register(int number, int host, SensibleClient client, Ledger ledger, CancellationToken cancellation)
    {
        var name = NameOf(number);
        ledger.AskedNames[name] = true;
        var body = new JsonObject
        {
            ["name"] = name,
            ["phone"] = $"1420{number:D7}",
            ["areaCode"] = Communities[number % Communities.Count],
            ["consent"] = new JsonObject { ["version"] = "1" },
            ["partyMember"] = number % PartyMemberEvery == 0 ? new JsonObject { ["unitCode"] = UnitOf(number), ["unitName"] = "样例单位" } : null,
        };
        var call = new Call(number, "register", HttpMethod.Post, "/api/volunteers", null, body, Key: $"register-{number}");
        if (await client.Send(call, host, cancellation) is not { IsDone: true } reply)
            return false;
        People[number] = new Somebody(reply.Body!["person"]!["id"]!.GetValue<string>(), reply.Text("token"));
        ledger.People[name] = People[number]!.Id;
        return true;
    }

    public Somebody Organiser(int number) => People[Plan.Residents + (number % FaultPlan.Organisers)]!;

    public JsonObject Draft(string title, int community, DateTimeOffset starts, DateTimeOffset ends) => new()
    {
        ["title"] = title,
        ["category"] = community % 2 == 0 ? "waste-sorting" : "home-visit",
        ["organiserArea"] = Communities[community],
        ["venue"] = new JsonObject { ["name"] = "社区广场" },
        ["startsAt"] = starts.ToString("O", CultureInfo.InvariantCulture),
        ["endsAt"] = ends.ToString("O", CultureInfo.InvariantCulture),
        ["audience"] = "all",
        ["serviceCounts"] = true,
    };

    /// <summary>Everybody has a name of their own, so that nobody is there twice unseen.</summary>
    private static string NameOf(int number) => "王" + string.Concat($"{number:D3}".Select(digit => Stems[digit - '0']));

    private static string UnitOf(int number)
    {
        var code = $"11140213MBYYYY0{number / PartyMemberEvery % Units:D2}";
        return code + UnitCode.CheckOf(code);
    }

    private async Task<string> Publish(int number, SensibleClient client, Ledger ledger, CancellationToken cancellation)
    {
        var planned = Plan.Stage[number];
        var title = $"stage {number}";
        var starts = Began + planned.Starts;
        var draft = Draft(title, planned.Community, starts, starts + planned.Lasts);
        draft["capacity"] = planned.Capacity;
        if (planned.PostPlaces is { } places)
            draft["posts"] = new JsonArray(new JsonObject { ["name"] = "岗位", ["capacity"] = places });
        ledger.AskedNames[title] = true;
        var organiser = Organiser(number).Token;
        var created = await client.Send(new Call(Call.Outsider, "create", HttpMethod.Post, "/api/activities", organiser, draft), 0, cancellation);
        var id = created!.Text("id");
        await client.Send(new Call(Call.Outsider, "publish", HttpMethod.Post, $"/api/activities/{id}/publish", organiser), 0, cancellation);
        ledger.Activities[title] = new ToldActivity(id, title, "published", planned.Capacity);
        return id;
    }
}
