using System.Text.Json.Nodes;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class RecordTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Unit = "91110000600037341L";

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

    [Theory]
    [InlineData(14, false)]
    [InlineData(15, true)]
    public async Task Flags_what_was_recorded_later_than_ten_working_days(int days, bool late)
    {
        var person = await _app.Register(1);
        await Attend(_app.Clock.GetUtcNow().AddHours(1), TimeSpan.FromDays(days), person);
        var service = Assert.Single((await _admin.Get($"/api/people/{person.Id}/record")).Body!["services"]!.AsArray())!;
        Assert.Equal((120, late), (service["minutes"]!.GetValue<int>(), service["late"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task Reads_a_persons_own_record_in_five_calls_to_the_store()
    {
        var person = await _app.Register(1);
        await person.Http.Get("/api/me"); // From now on the host knows the session and what was granted.
        var calls = await TracedCalls.Of(_app, () => person.Http.Get($"/api/people/{person.Id}/record"));
        Assert.Equal(5, calls); // The person, who they are besides, services, trainings, awards.
    }

    [Fact]
    public async Task Follows_the_activity_whatever_version_a_message_claims()
    {
        var (person, startsAt) = (await _app.Register(1), _app.Clock.GetUtcNow().AddHours(1));
        var activity = await _app.Publish(_admin);
        _app.Clock.Advance(TimeSpan.FromHours(4));
        await _admin.Post($"/api/activities/{activity}/attendance", new[] { new { personId = person.Id, checkedInAt = startsAt } });
        await _app.Quiet();
        await _app.Send("activity-commits", $$"""
            {"schema":1,"occurredAt":"2026-03-02T01:00:00Z","activity":"{{activity}}","version":999,"header":false,"people":["{{person.Id}}"]}
            """);
        await _app.Quiet();

        await _admin.Post(
            $"/api/activities/{activity}/attendance",
            new[] { new { personId = person.Id, checkedInAt = startsAt, checkedOutAt = startsAt.AddHours(1) } });
        await _app.Quiet();
        var service = Assert.Single((await _admin.Get($"/api/people/{person.Id}/record")).Body!["services"]!.AsArray())!;
        Assert.Equal(60, service["minutes"]!.GetValue<int>());
    }

    [Fact]
    public async Task Certifies_the_record_under_a_number_that_anybody_can_verify()
    {
        var person = await _app.Register(1);
        await Attend(_app.Clock.GetUtcNow().AddHours(1), TimeSpan.FromHours(4), person);
        var certificate = (await person.Http.Get($"/api/people/{person.Id}/certificate")).Body!;
        Assert.Equal((120, "2.0", "平城区"), (
            certificate["creditMinutes"]!.GetValue<int>(), certificate["hours"]!.GetValue<string>(),
            certificate["recordingUnit"]!.GetValue<string>()));
        _app.Clock.Advance(TimeSpan.FromMinutes(5));
        var again = (await person.Http.Get($"/api/people/{person.Id}/certificate")).Body!;
        Assert.Equal(certificate.ToJsonString(), again.ToJsonString());

        var verified = (await _app.Http.Get(certificate["verifyAt"]!.GetValue<string>())).Body!;
        Assert.Equal((120, 1, "张**"), (
            verified["creditMinutes"]!.GetValue<int>(), verified["services"]!.GetValue<int>(), verified["nameMasked"]!.GetValue<string>()));
        Assert.Equal(certificate["issuedAt"]!.ToJsonString(), verified["issuedAt"]!.ToJsonString());

        // A later record is a certificate of its own; the earlier one still says what it said.
        await Attend(_app.Clock.GetUtcNow().AddHours(1), TimeSpan.FromHours(4), person);
        var later = (await person.Http.Get($"/api/people/{person.Id}/certificate")).Body!;
        Assert.NotEqual(certificate["number"]!.GetValue<string>(), later["number"]!.GetValue<string>());
        Assert.Equal(verified.ToJsonString(), (await _app.Http.Get(certificate["verifyAt"]!.GetValue<string>())).Body!.ToJsonString());
    }

    [Fact]
    public async Task Credits_no_time_under_the_least_share_in_activities_entered_while_it_is_set()
    {
        var person = await _app.Register(1);
        var startsAt = _app.Clock.GetUtcNow().AddHours(1);
        await using var strict = await _app.StartAnother(new KeyValuePair<string, string?>("Outreach:CreditFromPercent", "60"));
        using var organiser = await strict.SignInAsAdmin();
        var (before, since) = (await _app.Publish(_admin), await strict.Publish(organiser));
        Assert.Null((await _admin.Get($"/api/activities/{before}")).Body!["creditFromPercent"]);
        Assert.Equal(60, (await _admin.Get($"/api/activities/{since}")).Body!["creditFromPercent"]!.GetValue<int>());

        _app.Clock.Advance(TimeSpan.FromHours(4));
        var rollCall = new[] { new { personId = person.Id, checkedInAt = startsAt, checkedOutAt = startsAt.AddMinutes(71) } };
        foreach (var id in new[] { before, since })
            await _admin.Post($"/api/activities/{id}/attendance", rollCall);
        await _app.Quiet();
        var record = (await person.Http.Get($"/api/people/{person.Id}/record")).Body!;
        Assert.Equal(71, record["creditMinutes"]!.GetValue<int>());
        Assert.Equal([0, 71], record["services"]!.AsArray().Select(service => service!["minutes"]!.GetValue<int>()).Order());
    }

    [Fact]
    public async Task Verifies_no_number_that_was_not_given_out_and_certifies_nobody_else()
    {
        var (person, neighbour) = (await _app.Register(1), await _app.Register(2));
        Assert.Equal(404, (await _app.Http.Get($"/api/certificates/{new string('a', 16)}")).Status);
        var malformed = await _app.Http.Get("/api/certificates/A1");
        Assert.Equal((400, "number"), (malformed.Status, Assert.Single(malformed.ErrorFields)));
        Assert.Equal(404, (await neighbour.Http.Get($"/api/people/{person.Id}/certificate")).Status);
        Assert.Equal(404, (await _admin.Get($"/api/people/{person.Id}/certificate")).Status);
        Assert.Empty((await person.Http.Get($"/api/people/{person.Id}/certificate")).Body!["services"]!.AsArray());
    }

    [Fact]
    public async Task Tells_a_unit_by_month_and_range_what_each_of_its_members_did()
    {
        var unit = new { unitCode = Unit, unitName = "样例单位" };
        var (first, second) = (await _app.Register(1, partyMember: unit), await _app.Register(2, partyMember: unit));
        var outsider = await _app.Register(3);
        await Attend(_app.Clock.GetUtcNow().AddHours(1), TimeSpan.FromHours(4), first, second, outsider);
        await Attend(_app.Clock.GetUtcNow().AddDays(35), TimeSpan.FromDays(36), first);
        await _app.RunNight();

        var march = (await _admin.Get($"/api/units/{Unit}/participation?month=2026-03")).Body!;
        Assert.Equal((1, 2, 2, 240), Totals(march));
        var spring = (await _admin.Get($"/api/units/{Unit}/participation?from=2026-02&to=2026-07")).Body!;
        Assert.Equal((2, 2, 3, 360), Totals(spring));
        Assert.Equal([120, 240], spring["members"]!.AsArray().Select(member => member!["creditMinutes"]!.GetValue<int>()).Order());
        Assert.All(spring["members"]!.AsArray(), member => Assert.Equal("张三", member!["name"]!.GetValue<string>()));
        Assert.NotNull(spring["asOf"]);
    }

    [Fact]
    public async Task Shows_a_unit_to_its_contact_and_to_staff_of_the_district_alone()
    {
        var contact = await _app.Register(1);
        var path = $"/api/units/{Unit}/participation";
        Assert.Equal(403, (await contact.Http.Get(path)).Status);
        Assert.Equal(201, (await _admin.Post($"/api/units/{Unit}/contacts", new { personId = contact.Id })).Status);
        Assert.Equal(200, (await _admin.Post($"/api/units/{Unit}/contacts", new { personId = contact.Id })).Status);
        Assert.Equal(200, (await contact.Http.Get(path)).Status);
        Assert.Equal(403, (await contact.Http.Get("/api/units/91350100M000100Y43/participation")).Status);

        var streetAdmin = await _app.Register(2);
        await _admin.Post($"/api/people/{streetAdmin.Id}/grants", new { role = "admin", areaCode = "140213066" });
        Assert.Equal(403, (await streetAdmin.Http.Get(path)).Status);
        Assert.Equal(404, (await streetAdmin.Http.Post($"/api/units/{Unit}/contacts", new { personId = streetAdmin.Id })).Status);

        Assert.Equal(204, (await _admin.Send(HttpMethod.Delete, $"/api/units/{Unit}/contacts/{contact.Id}")).Status);
        Assert.Equal(404, (await _admin.Send(HttpMethod.Delete, $"/api/units/{Unit}/contacts/{contact.Id}")).Status);
        Assert.Equal(403, (await contact.Http.Get(path)).Status);
    }

    [Theory]
    [InlineData("month=2026-13", "month")]
    [InlineData("month=2026-03&from=2026-01", "month")]
    [InlineData("from=2026-03&to=2026-02", "to")]
    [InlineData("from=2026-01&to=2027-01", "to")]
    public async Task Names_the_part_of_a_units_query_that_is_wrong(string query, string field)
    {
        var answer = await _admin.Get($"/api/units/{Unit}/participation?{query}");
        Assert.Equal((400, field), (answer.Status, Assert.Single(answer.ErrorFields)));
    }

    private static (int Activities, int People, int Visits, int Minutes) Totals(JsonNode figures) => (
        figures["activities"]!.GetValue<int>(), figures["people"]!.GetValue<int>(),
        figures["visits"]!.GetValue<int>(), figures["creditMinutes"]!.GetValue<int>());

    /// <summary>An activity of two hours that these people took part in, written down a while from now.</summary>
    private async Task Attend(DateTimeOffset startsAt, TimeSpan recorded, params Resident[] people)
    {
        var id = await _app.Publish(_admin, activity =>
            (activity["startsAt"], activity["endsAt"]) = (startsAt.ToString("O"), startsAt.AddHours(2).ToString("O")));
        _app.Clock.Advance(recorded);
        _admin.Dispose();
        _admin = await _app.SignInAsAdmin(); // The earlier session may be over by now.
        var rollCall = await _admin.Post(
            $"/api/activities/{id}/attendance",
            people.Select(person => new { personId = person.Id, checkedInAt = startsAt, checkedOutAt = startsAt.AddHours(2) }));
        Assert.Equal(200, rollCall.Status);
        await _app.Quiet();
    }
}
