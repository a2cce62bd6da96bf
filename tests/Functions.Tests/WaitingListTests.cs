using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Domain.Activities;
using Outreach.Functions.Activities;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class WaitingListTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private App _app = null!;
    private HttpClient _admin = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await App.Start(azurite);
        _admin = await _app.SignInAsAdmin();
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Passes_an_offer_on_that_nobody_took_although_nobody_called()
    {
        var id = await PublishAhead(activity => activity["capacity"] = 1);
        var people = await _app.RegisterMany(4);
        foreach (var person in people)
            await SignUp(person.Http, id);
        await Cancel(people[0].Http, id);
        Assert.Equal("offered", await StatusOf(people[1], id));
        var live = (await _admin.Get($"/api/activities/{id}/participation")).Body!;
        Assert.Equal((0, 1, 2), (Number(live, "signedUp"), Number(live, "offered"), Number(live, "waiting")));

        _app.Clock.Advance(TimeSpan.FromHours(2));
        await _app.Run("SettleOffers");
        Assert.Equal(["lapsed", "offered", "waiting"], await StatusesInStore(id, people[1..]));

        Assert.Equal((200, "confirmed"), await SignUp(people[2].Http, id));
        Assert.Equal((201, "waiting"), await SignUp(people[1].Http, id));
        _app.Clock.Advance(TimeSpan.FromHours(2));
        await _app.Run("SettleOffers");
        Assert.Equal(["waiting", "confirmed", "waiting"], await StatusesInStore(id, people[1..]));
        Assert.Empty(await PendingOffers());
    }

    [Fact]
    public async Task Stays_due_when_the_first_offer_ends_whoever_has_a_later_one_and_loses_the_race_for_its_commit()
    {
        var offers = _app.Services.GetRequiredService<PendingOffers>();
        var (id, none) = (ActivityId.Parse("raced").Must(), TestContext.Current.CancellationToken);
        await offers.Mark(id, App.Monday, none);
        var seen = Assert.Single(await offers.Due(App.Monday, none));

        await offers.Mark(id, App.Monday.AddSeconds(90), none);
        var due = Assert.Single(await offers.Due(App.Monday, none));
        await offers.Postpone(seen, null, none); // By whom the second does not know of.
        Assert.Equal(due, Assert.Single(await offers.Due(App.Monday, none)));
        await offers.Mark(id, App.Monday.AddSeconds(-90), none);
        Assert.Single(await offers.Due(App.Monday.AddSeconds(-90), none));
    }

    [Fact]
    public async Task Offers_what_is_declined_to_the_next_and_does_not_let_who_was_only_offered_a_place_check_in()
    {
        var id = await _app.Publish(_admin, activity => activity["capacity"] = 1);
        var people = await _app.RegisterMany(3);
        foreach (var person in people)
            await SignUp(person.Http, id);
        await Cancel(people[0].Http, id);
        await Cancel(people[1].Http, id);
        Assert.Equal("offered", await StatusOf(people[2], id));
        Assert.Equal(404, (await people[1].Http.Get($"/api/activities/{id}/sign-ups/me")).Status);

        _app.Clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        _app.Clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal("offered", await StatusOf(people[2], id));
        Assert.Equal((200, "confirmed"), await SignUp(people[2].Http, id));
        _app.Clock.Advance(TimeSpan.FromMinutes(5));
        var checkIn = await people[2].Http.Post($"/api/activities/{id}/check-ins", new { code = await _admin.CheckInCode(id) });
        Assert.Equal(201, checkIn.Status);
    }

    [Fact]
    public async Task Never_over_or_underfills_whatever_a_crowd_does_over_two_hosts_and_keeps_the_order_of_arrival()
    {
        const int People = 100, Rounds = 10, Places = 30, AtTheDoor = 10;
        await using var second = await _app.StartAnother();
        var random = new Random(20260302);
        var people = await _app.RegisterMany(People);
        var clients = people.Select(person => new[] { person.Http, second.ClientOf(person.Token) }).ToArray();
        var posts = people.Select((_, i) => i % 2 == 0 ? "门口" : null).ToArray();
        var arrivedIn = new int[People];
        var id = await PublishAhead(activity =>
            (activity["capacity"], activity["posts"]) = (Places, JsonNode.Parse($$"""[{"name":"门口","capacity":{{AtTheDoor}}}]""")));

        for (var round = 0; round < Rounds; round++)
        {
            var calls = Enumerable.Range(0, People)
                .Select(i => (Person: i, Comes: random.Next(10) < 6, Client: clients[i][random.Next(2)])).ToArray();
            await Task.WhenAll(calls.Select(async call =>
            {
                if (!call.Comes)
                    await Cancel(call.Client, id);
                else if ((await SignUp(call.Client, id, posts[call.Person])).Status == 201)
                    arrivedIn[call.Person] = round;
            }));
            await AssertFilled(id, Places, AtTheDoor, people, arrivedIn);
            _app.Clock.Advance(TimeSpan.FromMinutes(random.Next(10, 50)));
            await (round % 2 == 0 ? _app : second).Run("SettleOffers");
            await AssertFilled(id, Places, AtTheDoor, people, arrivedIn);
        }
    }

    private async Task AssertFilled(string id, int places, int atTheDoor, Resident[] people, int[] arrivedIn)
    {
        var rows = (await _admin.Get($"/api/activities/{id}/participation")).Body!["people"]!.AsArray();
        var held = rows.Where(row => Text(row, "signUp") != "waiting").ToList();
        var waiting = rows.Where(row => Text(row, "signUp") == "waiting").ToList();
        var heldAtTheDoor = held.Count(row => row!["post"] is not null);
        Assert.True(held.Count <= places && heldAtTheDoor <= atTheDoor, $"{held.Count} and {heldAtTheDoor} places are taken.");
        if (held.Count < places)
            Assert.True(heldAtTheDoor == atTheDoor && waiting.TrueForAll(row => row!["post"] is not null) || waiting.Count == 0, "A place is free.");

        var numbers = people.Select((person, i) => (person.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i);
        var line = waiting.Select(row => arrivedIn[numbers[Text(row, "personId")]]).ToList();
        Assert.Equal(line.Order(), line);
    }

    private async Task<IReadOnlyList<string>> StatusesInStore(string id, IEnumerable<Resident> people)
    {
        var rows = (await _app.Partition("activities", id)).ToDictionary(row => row.RowKey);
        return [.. people.Select(person => Text(JsonNode.Parse(rows[$"sign-up:{person.Id}"].GetString("Data")), "status"))];
    }

    private async Task<IReadOnlyList<string>> PendingOffers()
    {
        var shards = await Task.WhenAll(Enumerable.Range(0, 16).Select(shard => _app.Partition("work", $"offers:{shard:D2}")));
        return [.. shards.SelectMany(rows => rows).Select(row => row.RowKey)];
    }

    /// <summary>An activity so far off that an offer lasts its two hours.</summary>
    private Task<string> PublishAhead(Action<JsonObject> change) => _app.Publish(_admin, activity =>
    {
        activity["startsAt"] = _app.Clock.GetUtcNow().AddDays(3).ToString("O");
        activity["endsAt"] = _app.Clock.GetUtcNow().AddDays(3).AddHours(2).ToString("O");
        change(activity);
    });

    private static async Task<string> StatusOf(Resident who, string id) =>
        Text((await who.Http.Get($"/api/activities/{id}/sign-ups/me")).Body, "status");

    private static async Task<(int Status, string Place)> SignUp(HttpClient who, string id, string? post = null)
    {
        var answer = await who.Post($"/api/activities/{id}/sign-ups", post is null ? null : new { post });
        return (answer.Status, Text(answer.Body, "status"));
    }

    private static async Task Cancel(HttpClient who, string id) =>
        Assert.Equal(204, (await who.Send(HttpMethod.Delete, $"/api/activities/{id}/sign-ups/me")).Status);

    private static int Number(JsonNode? node, string name) => node![name]!.GetValue<int>();

    private static string Text(JsonNode? node, string name) => node![name]!.GetValue<string>();
}
