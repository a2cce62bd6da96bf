using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class AccessTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Community = "140213066005";
    private const string Street = "140213066";
    private const string Elsewhere = "140213053012";

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
    [InlineData("GET", "/api/me")]
    [InlineData("POST", "/api/activities")]
    [InlineData("POST", "/api/activities/sample01/sign-ups")]
    [InlineData("GET", "/api/areas/140213/participation")]
    [InlineData("POST", "/api/areas/import")]
    [InlineData("DELETE", "/api/sessions/me")]
    public async Task Asks_who_is_not_signed_in_to_sign_in(string method, string path)
    {
        var nobody = await _app.Http.Send(new HttpMethod(method), path);
        Assert.Equal((401, "not-signed-in"), (nobody.Status, nobody.Problem));
        using var forger = _app.ClientOf("not-a-token-that-was-ever-given-out");
        var forged = await forger.Send(new HttpMethod(method), path);
        Assert.Equal((401, "session-over"), (forged.Status, forged.Problem));
    }

    [Fact]
    public async Task Ends_a_session_when_asked_and_by_itself_when_it_was_not_used_for_thirty_days()
    {
        var first = await _app.Register(1);
        Assert.Equal(204, (await first.Http.Send(HttpMethod.Delete, "/api/sessions/me")).Status);
        Assert.Equal(401, (await first.Http.Get("/api/me")).Status);

        var second = await _app.Register(2);
        foreach (var days in (int[])[0, 20, 20, 29])
        {
            _app.Clock.Advance(TimeSpan.FromDays(days));
            Assert.Equal(200, (await second.Http.Get("/api/me")).Status);
        }

        _app.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(401, (await second.Http.Get("/api/me")).Status);
    }

    [Fact]
    public async Task Asks_staff_to_sign_in_anew_after_half_a_day_whatever_they_signed_in_as()
    {
        var organiser = await Staff(1, "organiser", Street);
        var code = (await _admin.Post($"/api/people/{organiser.Id}/one-time-links", new { })).Body!["code"]!.GetValue<string>();
        var opened = (await _app.Http.Post("/api/sessions/one-time", new { code })).Body!;
        Assert.Equal(_app.Clock.GetUtcNow().AddHours(12), opened["expiresAt"]!.GetValue<DateTimeOffset>());
        using var there = _app.ClientOf(opened["token"]!.GetValue<string>());

        _app.Clock.Advance(TimeSpan.FromHours(12));
        foreach (var http in (HttpClient[])[organiser.Http, there])
        {
            var late = await http.Post("/api/activities", _app.ActivityBody());
            Assert.Equal((401, "session-over"), (late.Status, late.Problem));
        }
    }

    [Fact]
    public async Task Renews_the_cookie_of_a_browser_with_its_session()
    {
        var resident = await _app.Register(1);
        Assert.Empty(await Cookies());
        _app.Clock.Advance(TimeSpan.FromDays(2));
        var cookie = Assert.Single(await Cookies());
        Assert.Contains($"expires={_app.Clock.GetUtcNow().AddDays(30):R}", cookie, StringComparison.Ordinal);
        Assert.Empty(await Cookies());

        async Task<IEnumerable<string>> Cookies()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/me");
            request.Headers.Add("Cookie", $"outreach-session={resident.Token}");
            using var answer = await _app.Http.SendAsync(request, TestContext.Current.CancellationToken);
            var given = answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [];
            return given.Where(cookie => cookie.StartsWith("outreach-session=", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Notices_within_half_a_minute_what_another_host_ended_or_revoked()
    {
        await using var second = await _app.StartAnother();
        var organiser = await Staff(1, "organiser", Street);
        using var there = second.ClientOf(organiser.Token);
        Assert.Equal(201, (await there.Post("/api/activities", _app.ActivityBody())).Status);
        await _admin.Send(HttpMethod.Delete, $"/api/people/{organiser.Id}/grants/organiser/{Street}");
        Assert.Equal(403, (await organiser.Http.Post("/api/activities", _app.ActivityBody())).Status);
        _app.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(403, (await there.Post("/api/activities", _app.ActivityBody())).Status);

        await organiser.Http.Send(HttpMethod.Delete, "/api/sessions/me");
        Assert.Equal(401, (await organiser.Http.Get("/api/me")).Status);
        _app.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(401, (await there.Get("/api/me")).Status);
    }

    [Fact]
    public async Task Hides_other_people_from_residents_and_from_staff_of_elsewhere()
    {
        var person = await _app.Register(1, Community);
        var neighbour = await _app.Register(2, Community);
        var stranger = await Staff(3, "admin", Elsewhere);
        foreach (var path in new[] { $"/api/people/{person.Id}", $"/api/people/{person.Id}/record" })
        {
            Assert.Equal(200, (await person.Http.Get(path)).Status);
            Assert.Equal(200, (await _admin.Get(path)).Status);
            Assert.Equal(404, (await neighbour.Http.Get(path)).Status);
            Assert.Equal(404, (await stranger.Http.Get(path)).Status);
        }

        Assert.Equal(404, (await stranger.Http.Post($"/api/people/{person.Id}/one-time-links")).Status);
    }

    [Fact]
    public async Task Shows_phone_and_id_number_masked_to_whoever_may_see_them()
    {
        var body = App.VolunteerBody(4);
        body["idNumber"] = "140202199003070027";
        var id = (await _app.Http.Post("/api/volunteers", body)).Body!["person"]!["id"]!.GetValue<string>();
        var person = (await _admin.Get($"/api/people/{id}")).Body!;
        Assert.Equal("142****0004", person["phoneMasked"]!.GetValue<string>());
        Assert.DoesNotContain("19900307002", person.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_organisers_act_in_their_area_and_below_and_nowhere_else()
    {
        var organiser = await Staff(1, "organiser", Street);
        var outsider = await Staff(2, "organiser", Elsewhere);
        var inspector = await Staff(3, "inspector", Street);
        var activity = await _app.Publish(organiser.Http);

        Assert.Equal(403, (await outsider.Http.Post("/api/activities", _app.ActivityBody())).Status);
        Assert.Equal(403, (await inspector.Http.Post("/api/activities", _app.ActivityBody())).Status);
        foreach (var call in new[] { "publish", "cancel", "close" })
            Assert.Equal(403, (await outsider.Http.Post($"/api/activities/{activity}/{call}")).Status);
        var rollCall = await outsider.Http.Post(
            $"/api/activities/{activity}/attendance", new[] { new { personId = outsider.Id, checkedInAt = App.Monday } });
        Assert.Equal((403, "forbidden"), (rollCall.Status, rollCall.Problem));
        Assert.Equal(403, (await outsider.Http.Get($"/api/activities/{activity}/participation")).Status);
        Assert.Equal(403, (await outsider.Http.Get($"/api/activities/{activity}/check-in-code?kind=in")).Status);
        Assert.Equal(200, (await organiser.Http.Get($"/api/activities/{activity}/participation")).Status);

        Assert.Equal(200, (await inspector.Http.Get($"/api/areas/{Community}/participation")).Status);
        Assert.Equal(403, (await inspector.Http.Get("/api/areas/140213/participation")).Status);
        Assert.Equal(403, (await (await _app.Register(4)).Http.Get($"/api/areas/{Community}/participation")).Status);
    }

    [Fact]
    public async Task Keeps_a_draft_from_everybody_but_its_organisers()
    {
        var organiser = await Staff(1, "organiser", Street);
        var outsider = await Staff(2, "organiser", Elsewhere);
        var draft = (await organiser.Http.Post("/api/activities", _app.ActivityBody())).Body!["id"]!.GetValue<string>();
        Assert.Equal(200, (await organiser.Http.Get($"/api/activities/{draft}")).Status);
        foreach (var client in new[] { _app.Http, outsider.Http })
            Assert.Equal(404, (await client.Get($"/api/activities/{draft}")).Status);
        Assert.Equal(404, (await outsider.Http.Post($"/api/activities/{draft}/publish")).Status);
        Assert.Equal(404, (await outsider.Http.Post($"/api/activities/{draft}/sign-ups")).Status);
        Assert.Equal(404, (await outsider.Http.Post($"/api/activities/{draft}/check-ins", new { code = "x" })).Status);
    }

    [Fact]
    public async Task Gives_and_takes_grants_within_the_admins_own_area_only()
    {
        var streetAdmin = await Staff(1, "admin", Street);
        var person = await _app.Register(2);
        Assert.Equal(403, (await streetAdmin.Http.Post($"/api/people/{person.Id}/grants", new { role = "organiser", areaCode = "140213" })).Status);
        Assert.Equal(201, (await streetAdmin.Http.Post($"/api/people/{person.Id}/grants", new { role = "organiser", areaCode = Community })).Status);
        Assert.Equal(200, (await streetAdmin.Http.Post($"/api/people/{person.Id}/grants", new { role = "organiser", areaCode = Community })).Status);

        var mine = (await person.Http.Get("/api/me")).Body!["grants"]!.AsArray();
        Assert.Equal($$"""[{"role":"organiser","areaCode":"{{Community}}"}]""", mine.ToJsonString());
        await _app.Publish(person.Http);
        Assert.Equal(204, (await streetAdmin.Http.Send(HttpMethod.Delete, $"/api/people/{person.Id}/grants/organiser/{Community}")).Status);
        Assert.Equal(404, (await streetAdmin.Http.Send(HttpMethod.Delete, $"/api/people/{person.Id}/grants/organiser/{Community}")).Status);
        Assert.Equal(403, (await person.Http.Post("/api/activities", _app.ActivityBody())).Status);
    }

    [Fact]
    public async Task Gives_no_link_into_an_account_that_may_do_more_than_the_giver()
    {
        var streetAdmin = await Staff(1, "admin", Street);
        var mighty = await Staff(2, "admin", "140213");
        var humble = await _app.Register(3);
        Assert.Equal(403, (await streetAdmin.Http.Post($"/api/people/{mighty.Id}/one-time-links")).Status);

        var link = await streetAdmin.Http.Post($"/api/people/{humble.Id}/one-time-links");
        Assert.Equal(201, link.Status);
        var opened = await _app.Http.Post("/api/sessions/one-time", new { code = link.Body!["code"]!.GetValue<string>() });
        Assert.Equal(humble.Id, opened.Body!["person"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Leaves_an_audit_row_for_every_change_of_a_grant()
    {
        var person = await Staff(1, "reviewer", Street);
        await _admin.Send(HttpMethod.Delete, $"/api/people/{person.Id}/grants/reviewer/{Street}");
        var rows = await _app.Partition("people", "audit:140213");
        var change = rows.Single(row => row.GetString("What") == $"revoke:{person.Id}");
        Assert.Equal(($"reviewer@{Street}", ""), (change.GetString("Before"), change.GetString("After")));
        Assert.Contains(rows, row => row.GetString("What") == $"grant:{person.Id}" && row.GetString("After") == $"reviewer@{Street}");
    }

    private async Task<Resident> Staff(int number, string role, string area)
    {
        var person = await _app.Register(number, Community);
        Assert.Equal(201, (await _admin.Post($"/api/people/{person.Id}/grants", new { role, areaCode = area })).Status);
        return person;
    }
}
