using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.People;
using Outreach.Functions.People.Consenting;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class ConsentTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private App _app = null!;
    private HttpClient _admin = null!;
    private Resident _person = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await App.Start(azurite);
        _admin = await _app.SignInAsAdmin();
        _person = await _app.Register(1, partyMember: new { unitName = "样例单位" });
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Lists_every_version_that_a_person_agreed_to()
    {
        Assert.Equal(201, (await Give(new { version = "2" })).Status);
        Assert.Equal(200, (await Give(new { version = "2" })).Status);
        Assert.Equal(201, (await Give(new { version = "2", scope = "party-membership" })).Status);
        var consents = await Consents(_admin);
        Assert.Equal(
            ["participation 1 person false", "party-membership 1 person false", "participation 2 person true", "party-membership 2 person true"],
            consents.Select(c => $"{c!["scope"]} {c["version"]} {c["by"]} {c["stands"]}"));
        Assert.Equal(400, (await Give(new { version = "2", scope = "everything" })).Status);
        Assert.Equal(400, (await Give(new { })).Status);

        // Nobody consents for another, and nobody else sees it.
        Assert.Equal(404, (await _admin.Post($"/api/people/{_person.Id}/consents", new { version = "3" })).Status);
        var other = await _app.Register(2);
        Assert.Equal(404, (await other.Http.Get($"/api/people/{_person.Id}/consents")).Status);
        Assert.Equal(404, (await other.Http.Post($"/api/people/{_person.Id}/consents/withdraw")).Status);
    }

    [Fact]
    public async Task Takes_no_part_of_who_withdrew_and_gives_their_places_to_others()
    {
        var neighbour = await _app.Register(2);
        var activity = await _app.Publish(_admin, body => body["capacity"] = 1);
        foreach (var who in new[] { _person, neighbour })
            Assert.Equal(201, (await who.Http.Post($"/api/activities/{activity}/sign-ups")).Status);
        Assert.Equal(200, (await Withdraw()).Status);
        Assert.Equal(200, (await Withdraw()).Status);
        Assert.Equal("offered", (await neighbour.Http.Get($"/api/activities/{activity}/sign-ups/me")).Body!["status"]!.GetValue<string>());

        Assert.Equal("consent-withdrawn", (await _person.Http.Post($"/api/activities/{activity}/sign-ups")).Problem);
        Assert.Empty((await _person.Http.Get("/api/activities?area=140213&mine=true")).Body!["items"]!.AsArray());
        _app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("consent-withdrawn", (await CheckIn(activity)).Problem);
        Assert.Equal("not-signed-up", (await CheckIn(activity, neighbour.Http)).Problem);
        Assert.Equal("consent-withdrawn", (await RollCall(activity)).Body!["results"]![0]!["outcome"]!.GetValue<string>());
        _app.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal("consent-withdrawn", (await _admin.Post(
            $"/api/activities/{activity}/make-up", new { personId = _person.Id, minutes = 30, reason = "补录" })).Problem);

        Assert.Equal(201, (await Give(new { version = "1" })).Status);
        Assert.Equal("recorded", (await RollCall(activity)).Body!["results"]![0]!["outcome"]!.GetValue<string>());
    }

    [Fact]
    public async Task Keeps_what_there_is_of_who_withdrew()
    {
        var activity = await _app.Publish(_admin);
        await _person.Http.Post($"/api/activities/{activity}/sign-ups");
        _app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(201, (await CheckIn(activity)).Status);
        await Withdraw();
        Assert.Equal(200, (await CheckIn(activity)).Status);
        Assert.Equal(201, (await _person.Http.Post(
            $"/api/activities/{activity}/check-outs", new { code = await _admin.CheckInCode(activity, "out") })).Status);
        await _app.Quiet();
        Assert.Single((await _person.Http.Get($"/api/people/{_person.Id}/record")).Body!["services"]!.AsArray());
    }

    [Fact]
    public async Task Drops_party_membership_with_its_consent()
    {
        Assert.Equal(200, (await _admin.Post($"/api/people/{_person.Id}/consents/withdraw", new { scope = "party-membership" })).Status);
        Assert.Null((await _person.Http.Get($"/api/people/{_person.Id}")).Body!["partyMember"]);
        Assert.Equal("consent-withdrawn", (await Patch()).Problem);
        Assert.Equal(201, (await Give(new { version = "1", scope = "party-membership" })).Status);
        Assert.Equal(200, (await Patch()).Status);
        Assert.Contains(await _app.Partition("people", "audit:140213"), row => row.GetString("What") == $"withdraw-consent:{_person.Id}");

        Task<Answer> Patch() => _person.Http.Send(
            HttpMethod.Patch, $"/api/people/{_person.Id}", new { partyMember = new { unitName = "样例单位" } });
    }

    [Fact]
    public async Task Records_nobody_as_a_party_member_who_withdrew_that_after_they_signed_up()
    {
        var member = await _app.Register(
            2, partyMember: new { unitCode = "91110000600037341L", unitName = "样例单位", homeAreaCode = "140213053012" });
        var (before, later, full) = (await _app.Publish(_admin), await Publish(4), await Publish(8));
        Assert.Equal(201, (await (await _app.Register(3)).Http.Post($"/api/activities/{full}/sign-ups")).Status);
        foreach (var activity in new[] { before, later, full })
            Assert.Equal(201, (await member.Http.Post($"/api/activities/{activity}/sign-ups")).Status);
        _app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(201, (await CheckIn(before, member.Http)).Status);
        Assert.Equal(200, (await member.Http.Post($"/api/people/{member.Id}/consents/withdraw", new { scope = "party-membership" })).Status);

        _app.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(201, (await CheckIn(later, member.Http)).Status);
        Assert.Equal("True 91110000600037341L 140213053012", await KnownAs(before));
        Assert.Equal($"False  {App.Community}", await KnownAs(later));
        // Of who only waits the sweeper learns.
        await _app.Run("SweepOutbox");
        Assert.DoesNotContain(await _app.Partition("activities", full), row => row.Any(property => property.Value is string text &&
            text.Contains("91110000600037341L", StringComparison.Ordinal)));
        Assert.Empty(await _app.Partition("work", "withdrawals"));

        async Task<string> KnownAs(string activity)
        {
            var read = await _app.Services.GetRequiredService<ActivityStore>().Read(
                ActivityId.Parse(activity).Must(), TestContext.Current.CancellationToken);
            var who = read.Must().Attendances[PersonId.Parse(member.Id).Must()].Who;
            return $"{who.PartyMember} {who.Unit?.Value} {who.HomeArea}";
        }

        Task<string> Publish(int inHours) => _app.Publish(_admin, body =>
        {
            body["capacity"] = inHours == 8 ? 1 : null;
            body["startsAt"] = _app.Clock.GetUtcNow().AddHours(inHours).ToString("O");
            body["endsAt"] = _app.Clock.GetUtcNow().AddHours(inHours + 1).ToString("O");
        });
    }

    [Fact]
    public async Task Lets_a_child_consent_through_the_guardian()
    {
        var body = App.VolunteerBody(3);
        body["birthDate"] = "2014-05-01";
        body["guardian"] = new JsonObject { ["name"] = "王五", ["phone"] = App.Phone(4) };
        var registered = (await _app.Http.Post("/api/volunteers", body)).Body!;
        using var child = _app.ClientOf(registered["token"]!.GetValue<string>());
        var path = $"/api/people/{registered["person"]!["id"]}/consents";
        Assert.Equal(["guardian"], (await child.Post(path, new { version = "2" })).ErrorFields);
        Assert.Equal(["guardian"], (await child.Post(path, new { version = "2", guardian = new { name = "王五", phone = App.Phone(5) } })).ErrorFields);
        Assert.Equal(201, (await child.Post(path, new { version = "2", guardian = new { name = "王五", phone = App.Phone(4) } })).Status);
        Assert.Equal(["guardian", "guardian"], (await child.Get(path)).Body!["items"]!.AsArray().Select(c => c!["by"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Gives_the_places_back_that_a_crash_left_and_leaves_no_note_of_it()
    {
        var activity = await _app.Publish(_admin);
        Assert.Equal(201, (await _person.Http.Post($"/api/activities/{activity}/sign-ups")).Status);
        var full = await _app.Publish(_admin, body => body["capacity"] = 1);
        foreach (var who in new[] { await _app.Register(2), _person })
            Assert.Equal(201, (await who.Http.Post($"/api/activities/{full}/sign-ups")).Status);
        var (now, none) = (_app.Clock.GetUtcNow(), TestContext.Current.CancellationToken);
        await _app.Services.GetRequiredService<Withdrawals>().Begin(PersonId.Parse(_person.Id).Must(), none);
        await _app.Services.GetRequiredService<PeopleStore>().Change(
            _person.Id, _ => true, row => row.Person.Withdraw(ConsentScope.Participation, now), none);
        Assert.Equal(200, (await _person.Http.Get($"/api/activities/{activity}/sign-ups/me")).Status);
        Assert.Equal("waiting", (await _person.Http.Get($"/api/activities/{full}/sign-ups/me")).Body!["status"]!.GetValue<string>());
        _app.Clock.Advance(TimeSpan.FromMinutes(6));
        await _app.Run("SweepOutbox");
        foreach (var left in new[] { activity, full })
            Assert.Equal(404, (await _person.Http.Get($"/api/activities/{left}/sign-ups/me")).Status);
        Assert.Empty(await _app.Partition("work", "withdrawals"));

        await Withdraw();
        await Give(new { version = "2" });
        await Withdraw();
        var traces = await WholeLife.TracesOf(_app, _person);
        await _person.Http.Send(HttpMethod.Delete, $"/api/people/{_person.Id}");
        await _app.Quiet();
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        await _app.Run("SweepOutbox");
        Assert.Empty(await Traces.Of(_app, traces));
    }

    private Task<Answer> Give(object body) => _person.Http.Post($"/api/people/{_person.Id}/consents", body);

    private Task<Answer> Withdraw() => _person.Http.Post($"/api/people/{_person.Id}/consents/withdraw");

    private async Task<JsonArray> Consents(HttpClient reader) =>
        (await reader.Get($"/api/people/{_person.Id}/consents")).Body!["items"]!.AsArray();

    private async Task<Answer> CheckIn(string activity, HttpClient? who = null) =>
        await (who ?? _person.Http).Post($"/api/activities/{activity}/check-ins", new { code = await _admin.CheckInCode(activity) });

    private Task<Answer> RollCall(string activity) => _admin.Post(
        $"/api/activities/{activity}/attendance", new[] { new { personId = _person.Id, checkedInAt = App.Monday.AddHours(1) } });
}
