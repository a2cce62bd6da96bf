using System.Text.Json.Nodes;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class RegistrationTests(AzuriteFixture azurite) : IAsyncLifetime
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
    public async Task Registers_with_eight_calls_to_the_store()
    {
        await _app.Register(1); // From now on the host knows the areas and has numbers to give.
        var calls = await TracedCalls.Of(_app, () => _app.Register(2));
        Assert.Equal(8, calls); // Claim, volunteer number, likeness, note of the sealing, resident, person, session twice.
    }

    [Fact]
    public async Task Refuses_the_same_phone_or_id_number_a_second_time()
    {
        var first = App.VolunteerBody(1);
        first["idNumber"] = "140202199003070027";
        Assert.Equal(201, (await _app.Http.Post("/api/volunteers", first)).Status);

        var samePhone = App.VolunteerBody(1);
        samePhone["phone"] = "+86 1420-000-0001";
        var sameId = App.VolunteerBody(2);
        sameId["idNumber"] = "140202199003070027";
        foreach (var again in new[] { samePhone, sameId })
        {
            var answer = await _app.Http.Post("/api/volunteers", again);
            Assert.Equal((409, "already-registered"), (answer.Status, answer.Problem));
        }

        // The refused registration gave its other number back.
        Assert.Equal(201, (await _app.Http.Post("/api/volunteers", App.VolunteerBody(2))).Status);
    }

    [Theory]
    [InlineData("2012-06-01", null, "guardian")]
    [InlineData("2012-06-01", "李四", null)]
    [InlineData("2012-03-02", null, null)]
    public async Task Asks_for_a_guardian_below_fourteen(string born, string? guardian, string? field)
    {
        var body = App.VolunteerBody(1);
        body["birthDate"] = born;
        if (guardian is not null)
            body["guardian"] = new JsonObject { ["name"] = guardian, ["phone"] = App.Phone(2) };
        var answer = await _app.Http.Post("/api/volunteers", body);
        Assert.Equal(field is null ? 201 : 400, answer.Status);
        Assert.Equal(field, answer.ErrorFields.SingleOrDefault());
    }

    [Fact]
    public async Task Knows_a_party_members_unit_and_home_community()
    {
        var body = App.VolunteerBody(1);
        body["partyMember"] = JsonNode.Parse("""{"unitCode":"91110000600037341L","unitName":"样例单位","homeAreaCode":"140213053012"}""");
        var member = (await _app.Http.Post("/api/volunteers", body)).Body!["person"]!["partyMember"]!;
        Assert.Equal("140213053012", member["homeAreaCode"]!.GetValue<string>());

        body = App.VolunteerBody(2);
        body["partyMember"] = JsonNode.Parse("""{"unitCode":"91110000600037341M","unitName":""}""");
        var malformed = await _app.Http.Post("/api/volunteers", body);
        Assert.Equal(["partyMember.unitCode", "partyMember.unitName"], malformed.ErrorFields.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Takes_a_batch_by_queue_and_keeps_the_bad_ones_with_their_reasons()
    {
        var bad = App.VolunteerBody(3);
        bad["phone"] = "12345";
        var submitted = await _admin.Post("/api/registrations", new JsonObject
        {
            ["district"] = "140213",
            ["registrations"] = new JsonArray([.. Enumerable.Range(10, 45).Select(App.VolunteerBody), bad, App.VolunteerBody(10)]),
        });
        Assert.Equal((202, 47), (submitted.Status, submitted.Body!["accepted"]!.GetValue<int>()));
        await _app.Quiet();

        var batch = (await _admin.Get($"/api/registrations/{submitted.Body["batchId"]!.GetValue<string>()}")).Body!;
        Assert.Equal((47, 45), (batch["total"]!.GetValue<int>(), batch["registered"]!.GetValue<int>()));
        var refused = batch["refused"]!.AsArray();
        Assert.Equal(
            ["urn:outreach:problem:already-registered", "urn:outreach:problem:invalid-input"],
            refused.Select(r => r!["type"]!.GetValue<string>()).Order());
        Assert.NotNull(refused.Single(r => r!["item"]!.GetValue<string>() == "00045")!["errors"]!["phone"]);
        Assert.Equal(409, (await _app.Http.Post("/api/volunteers", App.VolunteerBody(54))).Status);
    }

    [Fact]
    public async Task Registers_once_what_the_queue_delivers_three_times_and_keeps_what_is_no_registration()
    {
        for (var i = 0; i < 3; i++)
        {
            await _app.Send("registrations", App.VolunteerBody(1).ToJsonString());
            await _app.Send("registrations", """{"name":5}""");
            await _app.Send("registrations", "no JSON at all");
        }

        await _app.Send("registrations", App.VolunteerBody(2).ToJsonString());
        await _app.Quiet();
        var batch = (await _admin.Get("/api/registrations/queue-2026-03-02")).Body!;
        Assert.Equal(2, batch["registered"]!.GetValue<int>());
        Assert.Equal(2, batch["refused"]!.AsArray().Count);
    }

    [Fact]
    public async Task Recovers_a_number_that_a_crash_left_claimed()
    {
        var body = App.VolunteerBody(1);
        await _app.ClaimAndCrash(body["phone"]!.GetValue<string>());
        Assert.Equal(409, (await _app.Http.Post("/api/volunteers", body)).Status);
        _app.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(201, (await _app.Http.Post("/api/volunteers", body)).Status);
        Assert.Equal(409, (await _app.Http.Post("/api/volunteers", body)).Status);
    }
}
