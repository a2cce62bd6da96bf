using System.Text.Json.Nodes;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class ExportTests(AzuriteFixture azurite) : IAsyncLifetime
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
    public async Task Holds_everything_that_is_kept_of_a_person()
    {
        var life = new WholeLife(_app, _admin);
        var traces = await life.Live();
        var export = (await life.Person.Http.Get($"/api/people/{life.Person.Id}/export")).Body!;

        foreach (var told in new[] { "person id", "phone", "id number", "name", "volunteer number", "guardian", "guardian's phone" })
            Assert.True(Strings(export).Any(text => text.Contains(traces[told], StringComparison.Ordinal)), told);
        Assert.Equal(["participation", "party-membership"], export["consents"]!.AsArray().Select(consent => Text(consent, "scope")));
        Assert.Equal(["organiser", "reviewer"], export["grants"]!.AsArray().Select(grant => Text(grant, "role")));
        Assert.Equal([WholeLife.Unit], export["contactOf"]!.AsArray().Select(unit => unit!.GetValue<string>()));
        Assert.Single(export["signedInUntil"]!.AsArray());
        Assert.Single(export["certificates"]!.AsArray());
        Assert.Equal((110, 30), (Number(export["record"], "creditMinutes"), Number(export["record"], "makeUpMinutes")));

        var activities = export["activities"]!.AsArray();
        Assert.Equal(["confirmed", "confirmed", "waiting"], Said(activities, "signUp", "status").Order(StringComparer.Ordinal));
        Assert.Equal(["code", "roll-call"], Said(activities, "attendance", "method").Order(StringComparer.Ordinal));
        Assert.Equal(110, activities.Select(activity => activity!["attendance"]).OfType<JsonNode>().Sum(there => Number(there, "minutes")));
        Assert.Equal(["approved", "pending"], Said(activities, "makeUp", "status").Order(StringComparer.Ordinal));
        Assert.Equal(["pending"], Said(activities, "correction", "status"));
        Assert.Contains("认真负责", Assert.Single(Said(activities, "evaluation", "remark")), StringComparison.Ordinal);
        Assert.Single(activities, activity => activity!["checkOutAhead"] is not null);
        Assert.Contains(export["audit"]!.AsArray(), entry => Text(entry, "what") == $"grant:{life.Person.Id}");
    }

    [Fact]
    public async Task Shows_staff_no_number_and_leaves_a_trace_of_who_looked()
    {
        var life = new WholeLife(_app, _admin);
        var traces = await life.Live();
        var answer = await _admin.Get($"/api/people/{life.Person.Id}/export");
        Assert.Equal(200, answer.Status);
        Assert.Null(answer.Body!["numbers"]);
        foreach (var hidden in new[] { "phone", "id number", "guardian", "guardian's phone" })
            Assert.DoesNotContain(Strings(answer.Body!), text => text.Contains(traces[hidden], StringComparison.Ordinal));
        var own = (await life.Person.Http.Get($"/api/people/{life.Person.Id}/export")).Body!;
        Assert.Contains(own["audit"]!.AsArray(), entry => Text(entry, "what") == $"export-person:{life.Person.Id}");
        Assert.Equal(404, (await life.Neighbour.Http.Get($"/api/people/{life.Person.Id}/export")).Status);
    }

    private static IEnumerable<string> Said(JsonArray activities, string what, string member) =>
        activities.Select(activity => activity![what]).OfType<JsonNode>().Select(said => Text(said, member));

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonObject some => some.SelectMany(member => Strings(member.Value)),
        JsonArray some => some.SelectMany(Strings),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static string Text(JsonNode? node, string name) => node![name]!.GetValue<string>();

    private static int Number(JsonNode? node, string name) => node![name]!.GetValue<int>();
}
