using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Functions.Security;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class KeyRotationTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly KeyValuePair<string, string?> SecondKey =
        new("Outreach:Keys:Ring:k2", Convert.ToBase64String(Enumerable.Repeat((byte)8, 32).ToArray()));

    private static readonly KeyValuePair<string, string?>[] Rotated = [SecondKey, new("Outreach:Keys:Current", "k2")];
    private static readonly KeyValuePair<string, string?>[] Dropped = [.. Rotated, new("Outreach:Keys:Ring:k1", null)];

    private App _app = null!;

    public async ValueTask InitializeAsync() => _app = await App.Start(azurite);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Seals_everything_anew_so_that_the_old_key_can_be_dropped()
    {
        var child = await RegisterChild();
        await SendBadRegistration();
        var answer = await RegisterWithKey(_app);
        Assert.NotEmpty(await SealedWith("k1"));

        await using var rotated = await _app.StartAnother(Rotated);
        using var admin = await rotated.SignInAsAdmin();
        Assert.Equal([("k1", "answers 1, people 3, registrations 1"), ("k2", "")], await KeysOf(admin));
        rotated.Clock.Advance(TimeSpan.FromMinutes(21));
        await rotated.Run("ResealValues");
        Assert.Empty(await SealedWith("k1"));
        Assert.Equal([("k1", ""), ("k2", "answers 1, people 3, registrations 1")], await KeysOf(admin));

        await using var alone = await _app.StartAnother(Dropped);
        using var later = await alone.SignInAsAdmin();
        var person = (await later.Get($"/api/people/{child}")).Body!;
        Assert.Equal("142****0001", person["phoneMasked"]!.GetValue<string>());
        Assert.Equal(answer, await RegisterWithKey(alone));
        Assert.Single((await later.Get($"/api/registrations/queue-2026-03-02")).Body!["refused"]!.AsArray());
        Assert.Equal("already-registered", (await alone.Http.Post("/api/volunteers", Child())).Problem);
        Assert.Equal([("k2", "answers 1, people 3, registrations 1")], await KeysOf(later));
    }

    [Fact]
    public async Task Comes_back_to_what_a_host_with_the_old_key_seals_meanwhile()
    {
        await using var rotated = await _app.StartAnother(Rotated);
        await using var straggler = await _app.StartAnother(SecondKey);
        rotated.Clock.Advance(TimeSpan.FromMinutes(21));
        await rotated.Run("ResealValues");
        Assert.Empty(await SealedWith("k1"));

        var late = await straggler.Register(1);
        await rotated.Run("ResealValues");
        Assert.Empty(await SealedWith("k1"));
        using var admin = await rotated.SignInAsAdmin();
        Assert.Equal(("k1", "people 1"), (await KeysOf(admin))[0]);
        Assert.Equal(200, (await late.Http.Send(HttpMethod.Patch, $"/api/people/{late.Id}", new { areaCode = "140213066001" })).Status);
        Assert.NotEmpty(await SealedWith("k1"));

        rotated.Clock.Advance(TimeSpan.FromMinutes(21));
        await rotated.Run("ResealValues");
        Assert.Empty(await SealedWith("k1"));
        Assert.Equal(("k1", ""), (await KeysOf(admin))[0]);
    }

    [Fact]
    public async Task Loses_nothing_when_two_hosts_seal_anew_while_people_correct_what_is_kept_of_them()
    {
        var people = await _app.RegisterMany(12);
        await using var first = await _app.StartAnother(Rotated);
        await using var second = await _app.StartAnother(Rotated);
        first.Clock.Advance(TimeSpan.FromMinutes(21));
        await Task.WhenAll(people.Select(async (person, i) =>
        {
            using var client = (i % 2 == 0 ? first : second).ClientOf(person.Token);
            while ((await client.Send(HttpMethod.Patch, $"/api/people/{person.Id}", new { phone = App.Phone(100 + i) })).Status == 412)
            {
            }
        }).Append(first.Run("ResealValues")).Append(second.Run("ResealValues")));

        Assert.Empty(await SealedWith("k1"));
        await using var alone = await _app.StartAnother(Dropped);
        foreach (var (person, i) in people.Select((person, i) => (person, i)))
        {
            using var client = alone.ClientOf(person.Token);
            Assert.Equal(App.Phone(100 + i)[^4..], (await client.Get($"/api/people/{person.Id}")).Body!["phoneMasked"]!.GetValue<string>()[^4..]);
        }
    }

    [Fact]
    public async Task Seals_anew_what_undoing_a_merge_gives_back()
    {
        var (person, duplicate) = (await _app.Register(1), await _app.Register(2));
        using var admin = await _app.SignInAsAdmin();
        var merged = await admin.Post($"/api/people/{person.Id}/merges", new { duplicate = duplicate.Id, fields = new { phone = "theirs" } });
        await using var rotated = await _app.StartAnother(Rotated);
        rotated.Clock.Advance(TimeSpan.FromMinutes(21));
        await rotated.Run("ResealValues");
        Assert.Empty(await SealedWith("k1"));

        await using var alone = await _app.StartAnother(Dropped);
        using var later = await alone.SignInAsAdmin();
        var undone = (await later.Post($"/api/merges/{merged.Body!["mergeId"]}/undo")).Body!;
        Assert.Equal("142****0001", undone["person"]!["phoneMasked"]!.GetValue<string>());
    }

    [Fact]
    public async Task Leaves_a_correction_alone_and_the_version_as_it_was()
    {
        var person = await _app.Register(1);
        var before = (await person.Http.Get($"/api/people/{person.Id}")).Body!.ToJsonString();
        var version = await VersionOf(person);
        await using var rotated = await _app.StartAnother(Rotated);
        rotated.Clock.Advance(TimeSpan.FromMinutes(21));
        await rotated.Run("ResealValues");
        await rotated.Run("ResealValues");
        using var again = rotated.ClientOf(person.Token);
        Assert.Equal(before, (await again.Get($"/api/people/{person.Id}")).Body!.ToJsonString());
        Assert.Equal(version, await VersionOf(person with { Http = again }));
    }

    [Fact]
    public async Task Does_not_start_without_a_key_that_values_are_sealed_with_and_names_it()
    {
        var wrong = await Assert.ThrowsAsync<SettingException>(() => _app.StartAnother(Dropped));
        Assert.StartsWith("The setting Outreach:Keys:Ring must go on holding key k1", wrong.Message, StringComparison.Ordinal);
        await using var back = await _app.StartAnother(Rotated);
        Assert.Equal(401, (await back.Http.Get("/api/me")).Status);
    }

    [Fact]
    public async Task Refuses_what_is_sealed_with_a_key_that_this_host_was_not_given_yet_and_reads_it_elsewhere()
    {
        await using var rotated = await _app.StartAnother(Rotated);
        var person = await rotated.Register(1);
        using var here = _app.ClientOf(person.Token);
        var answer = await here.Get($"/api/people/{person.Id}");
        Assert.Equal((500, "unexpected-error"), (answer.Status, answer.Problem));
        Assert.Equal(200, (await person.Http.Get($"/api/people/{person.Id}")).Status);
        var thrown = Assert.Throws<UnknownKeyException>(() => _app.Services.GetRequiredService<Sealer>().Open("k2.AAAA", "somewhere"));
        Assert.Equal("k2", thrown.Key);
        Assert.Contains("key k2,", thrown.Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<(string Name, string Sealed)>> KeysOf(HttpClient admin) =>
    [
        .. (await admin.Get("/api/keys")).Body!["keys"]!.AsArray().Select(key => (
            key!["name"]!.GetValue<string>(),
            string.Join(", ", key["sealed"]!.AsArray().Select(kind => $"{kind!["kind"]} {kind["places"]}")))),
    ];

    /// <summary>The rows of all tables that hold a value sealed with a key, wherever in the row.</summary>
    private async Task<IReadOnlyList<string>> SealedWith(string key)
    {
        var found = new List<string>();
        foreach (var table in new[] { "people", "registrations", "answers" })
        {
            found.AddRange((await _app.ReadAll(table))
                .Where(row => row.Any(property => $"\"{Text(property.Value)}".Contains($"\"{key}.", StringComparison.Ordinal)))
                .Select(row => $"{table} {row.PartitionKey} {row.RowKey}"));
        }

        return found;
    }

    private static string Text(object? value) => value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{value}";

    private static JsonObject Child()
    {
        var body = App.VolunteerBody(1);
        body["birthDate"] = "2019-06-01";
        body["guardian"] = new JsonObject { ["name"] = "李四", ["phone"] = App.Phone(2) };
        return body;
    }

    private async Task<string> RegisterChild() =>
        (await _app.Http.Post("/api/volunteers", Child())).Body!["person"]!["id"]!.GetValue<string>();

    private async Task SendBadRegistration()
    {
        await _app.Send("registrations", """{"name":"王五","phone":"1"}""");
        await _app.Quiet();
    }

    private static async Task<string> RegisterWithKey(App app)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/volunteers") { Content = JsonContent.Create(App.VolunteerBody(7)) };
        request.Headers.Add("Idempotency-Key", "rotated");
        using var response = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(201, (int)response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<string?> VersionOf(Resident person)
    {
        using var response = await person.Http.GetAsync(new Uri($"/api/people/{person.Id}", UriKind.Relative), TestContext.Current.CancellationToken);
        return response.Headers.ETag?.Tag;
    }
}
