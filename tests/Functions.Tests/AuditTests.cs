using System.Text.Json.Nodes;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class AuditTests(AzuriteFixture azurite)
{
    private const string Street = "140213066";
    private const string Elsewhere = "140213053012";

    [Fact]
    public async Task Shows_auditors_what_staff_changed_in_their_area_newest_first()
    {
        await using var app = await App.Start(azurite);
        using var admin = await app.SignInAsAdmin();
        var (auditor, person) = (await app.Register(1), await app.Register(2));
        await Grant(app, admin, auditor, "auditor", Street);
        await Grant(app, admin, person, "organiser", App.Community);
        await Grant(app, admin, person, "organiser", Elsewhere);

        var mine = await Whats(auditor.Http, $"/api/areas/{Street}/audit");
        Assert.Equal([$"grant:{person.Id}", $"grant:{auditor.Id}"], mine);
        Assert.Equal([$"grant:{person.Id}"], await Whats(admin, $"/api/areas/{App.Community}/audit"));

        var paged = new List<string>();
        string? continuation = null;
        do
        {
            var page = (await auditor.Http.Get($"/api/areas/{Street}/audit?limit=1{continuation}")).Body!;
            paged.AddRange(Items(page));
            continuation = page["continuation"] is { } next ? $"&continuation={next}" : null;
        }
        while (continuation is not null);
        Assert.Equal(mine, paged);

        Assert.Equal(403, (await auditor.Http.Get("/api/areas/140213/audit")).Status);
        Assert.Equal(403, (await auditor.Http.Get($"/api/areas/{Elsewhere}/audit")).Status);
        Assert.Equal(403, (await person.Http.Get($"/api/areas/{App.Community}/audit")).Status);
    }

    [Fact]
    public async Task Says_nothing_of_an_edit_that_is_refused()
    {
        await using var app = await App.Start(azurite);
        using var admin = await app.SignInAsAdmin();
        var activity = await app.Publish(admin);
        await admin.Post($"/api/activities/{activity}/cancel");

        var edit = await admin.Send(HttpMethod.Patch, $"/api/activities/{activity}", new { title = "净菜进社区" });
        Assert.Equal((409, "activity-closed"), (edit.Status, edit.Problem));
        Assert.Empty(await Whats(admin, $"/api/areas/{App.Community}/audit"));
    }

    [Fact]
    public async Task Says_nothing_of_changes_of_people_that_are_refused()
    {
        await using var app = await App.Start(azurite);
        using var admin = await app.SignInAsAdmin();
        var (person, _) = (await app.Register(1), await app.Register(2));
        admin.DefaultRequestHeaders.Add("If-Match", "\"99\"");
        Assert.Equal(412, (await admin.Post($"/api/people/{person.Id}/consents/withdraw")).Status);
        Assert.DoesNotContain(await app.ReadAll("work"), row => row.PartitionKey == "withdrawals");
        admin.DefaultRequestHeaders.Remove("If-Match");
        Assert.Equal("already-registered", (await admin.Send(HttpMethod.Patch, $"/api/people/{person.Id}", new { phone = App.Phone(2) })).Problem);

        Assert.Empty(await Whats(admin, $"/api/areas/{App.Community}/audit"));
    }

    private static async Task Grant(App app, HttpClient admin, Resident person, string role, string areaCode)
    {
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(201, (await admin.Post($"/api/people/{person.Id}/grants", new { role, areaCode })).Status);
    }

    private static async Task<IReadOnlyList<string>> Whats(HttpClient client, string path) => Items((await client.Get(path)).Body!);

    private static IReadOnlyList<string> Items(JsonNode page) => [.. page["items"]!.AsArray().Select(item => item!["what"]!.GetValue<string>())];
}
