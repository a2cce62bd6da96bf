using System.Text.Json.Nodes;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

/// <summary>That an erasure reaches whoever was merged into the person.</summary>
public sealed class MergedErasureTests(AzuriteFixture azurite) : IAsyncLifetime
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
    public async Task Leaves_nothing_of_either_and_every_figure_as_it_was()
    {
        var (person, duplicate) = (await _app.Register(1), await _app.Register(2));
        await Attend((person, 60), (duplicate, 90));
        await Attend((duplicate, 30));
        await _admin.Post($"/api/people/{duplicate.Id}/awards", new { name = "优秀志愿者", date = "2026-03-01", giver = "文明办" });
        var merged = await _admin.Post($"/api/people/{person.Id}/merges", new { duplicate = duplicate.Id, fields = new { phone = "theirs" } });
        Assert.Equal(201, merged.Status);
        await _app.RunNight();
        var before = await Figures();
        Assert.Equal((1, 2, 120), (Number(before, "people"), Number(before, "visits"), Number(before, "creditMinutes")));
        var traces = new Dictionary<string, string>
        {
            ["person"] = person.Id,
            ["duplicate"] = duplicate.Id,
            ["one phone"] = App.Phone(1),
            ["other phone"] = App.Phone(2),
            ["award"] = "文明办",
        };
        var found = await Traces.Of(_app, traces);
        Assert.All(traces.Keys, name => Assert.Contains(found, f => f.StartsWith(name + " in ", StringComparison.Ordinal)));

        Assert.Equal(202, (await person.Http.Send(HttpMethod.Delete, $"/api/people/{person.Id}")).Status);
        await _app.Quiet();
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        await _app.Run("SweepOutbox");
        Assert.Empty(await _app.Partition("work", "erasures"));
        Assert.Empty(await Traces.Of(_app, traces));
        Assert.DoesNotContain(await _app.ReadAll("identities"), row => row.PartitionKey.StartsWith("likeness:", StringComparison.Ordinal));

        await _app.RunNight();
        Assert.Equal(before.ToJsonString(), (await Figures()).ToJsonString());
        Assert.Equal(404, (await _admin.Post($"/api/merges/{merged.Body!["mergeId"]}/undo")).Status);
        foreach (var number in new[] { 1, 2 })
            Assert.Equal(201, (await _app.Http.Post("/api/volunteers", App.VolunteerBody(number))).Status);
    }

    [Fact]
    public async Task Exports_what_is_kept_of_either()
    {
        var (person, duplicate) = (await _app.Register(1), await _app.Register(2));
        await Attend((person, 60));
        await Attend((duplicate, 30));
        await _admin.Post($"/api/people/{duplicate.Id}/awards", new { name = "优秀志愿者", date = "2026-03-01", giver = "文明办" });
        await _admin.Post($"/api/people/{person.Id}/merges", new { duplicate = duplicate.Id });
        var export = (await person.Http.Get($"/api/people/{person.Id}/export")).Body!;
        Assert.Equal((2, 90), (export["activities"]!.AsArray().Count, Number(export["record"]!, "creditMinutes")));
        Assert.Single(export["record"]!["awards"]!.AsArray());
        Assert.Contains(export["audit"]!.AsArray(), entry => entry!["what"]!.GetValue<string>().Contains(duplicate.Id, StringComparison.Ordinal));
    }

    /// <summary>An activity of two hours that these people took part in for so many minutes.</summary>
    private async Task Attend(params (Resident Person, int Minutes)[] people)
    {
        var startsAt = _app.Clock.GetUtcNow().AddHours(1);
        var id = await _app.Publish(_admin);
        _app.Clock.Advance(TimeSpan.FromHours(3.5));
        var lines = people.Select(x => new { personId = x.Person.Id, checkedInAt = startsAt, checkedOutAt = startsAt.AddMinutes(x.Minutes) });
        Assert.Equal(200, (await _admin.Post($"/api/activities/{id}/attendance", lines)).Status);
        await _app.Quiet();
    }

    private async Task<JsonObject> Figures()
    {
        var figures = (await _admin.Get("/api/areas/140213/participation?month=2026-03")).Body!.AsObject();
        figures.Remove("asOf");
        return figures;
    }

    private static int Number(JsonNode node, string name) => node[name]!.GetValue<int>();
}
