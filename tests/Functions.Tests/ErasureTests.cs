using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Domain.People;
using Outreach.Functions.People.Erasing;
using Outreach.Functions.Security;
using Outreach.Functions.Storage;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class ErasureTests(AzuriteFixture azurite) : IAsyncLifetime
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
    public async Task Leaves_nothing_of_the_person_anywhere_and_every_figure_as_it_was()
    {
        var life = new WholeLife(_app, _admin);
        var traces = await life.Live();
        await _app.RunNight();
        var before = await Figures();
        Assert.Equal((5, 2), (before[0]["visits"]!.GetValue<int>(), before[^1]["visits"]!.GetValue<int>()));
        var found = await Traces.Of(_app, traces);
        Assert.All(traces.Keys, name => Assert.Contains(found, f => f.StartsWith(name + " in ", StringComparison.Ordinal)));

        Assert.Equal(202, (await life.Person.Http.Send(HttpMethod.Delete, $"/api/people/{life.Person.Id}")).Status);
        await _app.Quiet();
        Assert.Equal(before.Select(Text), (await Figures()).Select(Text));
        await EraseTheRest();
        Assert.Empty(await Traces.Of(_app, traces));
        Assert.DoesNotContain(
            await Recount.ReadAll(_app.Storage, "registrations"), row => row.RowKey.StartsWith("refused:", StringComparison.Ordinal));
        var poison = await Task.WhenAll(Queues.All.Select(async name => (await Traces.Messages(_app, name + "-poison")).Count));
        Assert.Equal(5, poison.Sum());

        await _app.RunNight();
        Assert.Equal(before.Select(Text), (await Figures()).Select(Text));
        Assert.Empty((await _admin.Get($"/api/units/{WholeLife.Unit}/participation?month=2026-03")).Body!["members"]!.AsArray());
        Assert.Equal("offered", (await life.Neighbour.Http.Get($"/api/activities/{life.Wanted}/sign-ups/me")).Body!["status"]!.GetValue<string>());
        Assert.Equal(201, (await _app.Http.Post("/api/volunteers", WholeLife.Registration())).Status);
    }

    [Fact]
    public async Task Goes_on_wherever_it_broke_off()
    {
        var life = new WholeLife(_app, _admin);
        var traces = await life.Live();
        await _app.RunNight();
        var before = await Figures();
        var (erasures, eraser) = (_app.Services.GetRequiredService<Erasures>(), _app.Services.GetRequiredService<Eraser>());
        var erasure = await erasures.Begin(PersonId.Parse(life.Person.Id).Must(), Erasures.NewStandIn(), TestContext.Current.CancellationToken);
        var brokeOff = 0;
        for (var patience = TimeSpan.FromMilliseconds(5); patience < TimeSpan.FromMilliseconds(400); patience *= 1.5)
        {
            using var impatient = new CancellationTokenSource(patience);
            try
            {
                var left = (await erasures.Find(erasure.StandIn, impatient.Token))!;
                await eraser.Erase(await eraser.Close(left, impatient.Token), last: false, impatient.Token);
            }
            catch (OperationCanceledException)
            {
                brokeOff++;
            }
        }

        Assert.InRange(brokeOff, 1, int.MaxValue);
        await EraseTheRest();
        Assert.Empty(await Traces.Of(_app, traces));
        await _app.RunNight();
        Assert.Equal(before.Select(Text), (await Figures()).Select(Text));
    }

    [Fact]
    public async Task Reaches_what_was_counted_of_the_persons_calls()
    {
        await using var limited = await _app.StartAnother(new KeyValuePair<string, string?>("Outreach:RateLimits", "true"));
        var person = await _app.Register(1);
        using var there = limited.ClientOf(person.Token);
        for (var i = 0; i < 20; i++)
            await there.Post("/api/activities/none/sign-ups");
        var counted = _app.Services.GetRequiredService<BlindIndex>().OfCaller($"person|{person.Id}");
        Assert.Contains(await _app.ReadAll("limits"), row => row.RowKey.StartsWith(counted, StringComparison.Ordinal));
        await _admin.Send(HttpMethod.Delete, $"/api/people/{person.Id}");
        await _app.Quiet();
        Assert.DoesNotContain(await _app.ReadAll("limits"), row => row.RowKey.StartsWith(counted, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Knows_the_person_no_more_from_the_moment_of_the_request()
    {
        var (person, neighbour) = (await _app.Register(1), await _app.Register(2));
        var code = (await _admin.Post($"/api/people/{person.Id}/one-time-links")).Body!["code"]!.GetValue<string>();
        Assert.Equal(404, (await neighbour.Http.Send(HttpMethod.Delete, $"/api/people/{person.Id}")).Status);
        Assert.Equal(202, (await _admin.Send(HttpMethod.Delete, $"/api/people/{person.Id}")).Status);

        Assert.Equal(401, (await person.Http.Get("/api/me")).Status);
        Assert.Equal(401, (await _app.Http.Post("/api/sessions/one-time", new { code })).Status);
        Assert.Equal(404, (await _admin.Get($"/api/people/{person.Id}")).Status);
        Assert.Equal(404, (await _admin.Send(HttpMethod.Delete, $"/api/people/{person.Id}")).Status);
        await _app.Quiet();
        Assert.Single(
            await _app.Partition("people", "audit:140213"), row => row.GetString("What").StartsWith("erase-person:", StringComparison.Ordinal));
        Assert.Equal(200, (await neighbour.Http.Get("/api/me")).Status);
    }

    [Fact]
    public async Task Goes_on_with_an_erasure_that_a_crash_left_at_its_beginning()
    {
        var person = await _app.Register(1);
        var id = PersonId.Parse(person.Id).Must();
        await _app.Services.GetRequiredService<Erasures>().Begin(id, Erasures.NewStandIn(), TestContext.Current.CancellationToken);
        _app.Clock.Advance(TimeSpan.FromMinutes(2));
        await _app.Run("SweepOutbox");
        Assert.Equal(401, (await person.Http.Get("/api/me")).Status);
        await EraseTheRest();
        Assert.Empty(await Traces.Of(_app, await WholeLife.TracesOf(_app, person)));
        Assert.Equal(201, (await _app.Http.Post("/api/volunteers", App.VolunteerBody(1))).Status);
    }

    [Fact]
    public async Task Registers_nobody_anew_whose_registration_the_queue_delivers_again()
    {
        await _app.Send("registrations", App.VolunteerBody(1).ToJsonString());
        await _app.Quiet();
        var row = (await Recount.ReadAll(_app.Storage, "registrations")).Single();
        Assert.Equal(202, (await _admin.Send(HttpMethod.Delete, $"/api/people/{row.GetString("Person")}")).Status);
        await _app.Quiet();
        await EraseTheRest();
        await _app.Send("registrations", App.VolunteerBody(1).ToJsonString());
        await _app.Quiet();
        Assert.Equal(404, (await _admin.Get($"/api/people/{row.GetString("Person")}")).Status);
        Assert.Equal(201, (await _app.Http.Post("/api/volunteers", App.VolunteerBody(1))).Status);
    }

    [Theory]
    [InlineData("1380013８０００")]
    [InlineData("138\u00A00013\u30008000")]
    [InlineData("138–0013–8000\t")]
    public async Task Deletes_a_refused_registration_in_whatever_form_the_number_was_sent(string phone)
    {
        var body = App.VolunteerBody(1);
        body["phone"] = "13800138000";
        var person = (await _app.Http.Post("/api/volunteers", body)).Body!["person"]!["id"]!.GetValue<string>();
        body["phone"] = phone;
        await _app.Send("registrations", body.ToJsonString());
        await _app.Quiet();
        Assert.StartsWith("refused:", (await Recount.ReadAll(_app.Storage, "registrations")).Single().RowKey, StringComparison.Ordinal);
        Assert.Equal(202, (await _admin.Send(HttpMethod.Delete, $"/api/people/{person}")).Status);
        await _app.Quiet();
        await EraseTheRest();
        Assert.Empty(await Recount.ReadAll(_app.Storage, "registrations"));
    }

    [Fact]
    public async Task Is_seen_by_another_host_that_knows_the_activity()
    {
        await using var other = await _app.StartAnother();
        var (person, neighbour) = (await _app.Register(1), await _app.Register(2));
        var activity = await _app.Publish(_admin, body => body["capacity"] = 1);
        Assert.Equal(201, (await person.Http.Post($"/api/activities/{activity}/sign-ups")).Status);
        using var there = other.ClientOf(neighbour.Token);
        Assert.Equal("waiting", (await there.Post($"/api/activities/{activity}/sign-ups")).Body!["status"]!.GetValue<string>());
        await person.Http.Send(HttpMethod.Delete, $"/api/people/{person.Id}");
        await _app.Quiet();
        using var admin = other.ClientOf(_admin.DefaultRequestHeaders.Authorization!.Parameter!);
        var live = (await admin.Get($"/api/activities/{activity}/participation")).Body!;
        Assert.Equal((0, 1, 1), (live["signedUp"]!.GetValue<int>(), live["offered"]!.GetValue<int>(), live["people"]!.AsArray().Count));
    }

    /// <summary>The second run, once whoever was at work during the first is through.</summary>
    private async Task EraseTheRest()
    {
        Assert.NotEmpty(await _app.Partition("work", "erasures"));
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        await _app.Run("SweepOutbox");
        Assert.Empty(await _app.Partition("work", "erasures"));
    }

    /// <summary>The month's figures of the district, the community, the person's home and unit, without their instant and any names.</summary>
    private async Task<JsonObject[]> Figures()
    {
        var all = new List<JsonObject>();
        foreach (var place in new[] { "areas/140213", "areas/" + App.Community, "areas/" + WholeLife.Home, "units/" + WholeLife.Unit })
        {
            var figures = (await _admin.Get($"/api/{place}/participation?month=2026-03")).Body!.AsObject();
            figures.Remove("asOf");
            figures.Remove("members");
            all.Add(figures);
        }

        return [.. all];
    }

    private static string Text(JsonObject figures) => figures.ToJsonString();
}
