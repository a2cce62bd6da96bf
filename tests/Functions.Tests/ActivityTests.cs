using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Domain;
using Outreach.Domain.Territory;
using Outreach.Functions.Activities;
using Outreach.Functions.Http;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class ActivityTests(AzuriteFixture azurite) : IAsyncLifetime
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
    public async Task Gives_places_in_order_and_offers_a_freed_place_to_the_next_in_line()
    {
        var id = await _app.Publish(_admin, activity => activity["capacity"] = 1);
        var (first, second, third) = (await _app.Register(1), await _app.Register(2), await _app.Register(3));
        Assert.Equal((201, "confirmed", null), await SignUp(first, id));
        Assert.Equal((201, "waiting", 1), await SignUp(second, id));
        Assert.Equal((201, "waiting", 2), await SignUp(third, id));
        Assert.Equal((200, "waiting", 2), await SignUp(third, id));

        Assert.Equal(204, (await Cancel(first, id)).Status);
        Assert.Equal(204, (await Cancel(first, id)).Status);
        var offer = await second.Http.Get($"/api/activities/{id}/sign-ups/me");
        Assert.Equal("offered", offer.Body!["status"]!.GetValue<string>());
        Assert.Equal(_app.Clock.GetUtcNow().AddMinutes(30), offer.Body["offerExpiresAt"]!.GetValue<DateTimeOffset>());
        Assert.Equal(0, (await _app.Http.Get($"/api/activities/{id}")).Body!["placesFree"]!.GetValue<int>());
        Assert.Equal((200, "confirmed", null), await SignUp(second, id));
        Assert.Equal((200, "waiting", 1), await SignUp(third, id));
        Assert.Equal((201, "waiting", 2), await SignUp(first, id));
        Assert.Equal(0, (await _app.Http.Get($"/api/activities/{id}")).Body!["placesFree"]!.GetValue<int>());
    }

    [Fact]
    public async Task Lists_an_area_without_reading_what_its_neighbours_do()
    {
        var id = await _app.Publish(_admin);
        await _app.Publish(_admin, activity => activity["organiserArea"] = "140213066006");
        var (calendar, now) = (_app.Services.GetRequiredService<ActivityCalendar>(), _app.Clock.GetUtcNow());
        var community = AreaCode.Parse(App.Community).Must();
        var read = calendar.In(community, CalendarKey.Before(now), now.AddDays(1), TestContext.Current.CancellationToken);
        Assert.Equal([id], await read.Select(activity => activity.Id.Value).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("000101010000:a", 1)]
    [InlineData("999912312359:a", 0)]
    public async Task Goes_on_with_a_list_within_the_days_that_are_asked_for(string after, int expected)
    {
        await _app.Publish(_admin);
        var page = await _app.Http.Get($"/api/activities?area=140213&continuation={Paging.Encode(after)}");
        Assert.Equal((200, expected), (page.Status, page.Body!["items"]!.AsArray().Count));
    }

    [Fact]
    public async Task Fills_each_post_by_itself()
    {
        var id = await _app.Publish(_admin, activity => activity["posts"] = JsonNode.Parse(
            """[{"name":"引导","capacity":1},{"name":"清扫","capacity":1}]"""));
        var (first, second) = (await _app.Register(1), await _app.Register(2));
        Assert.Equal((201, "confirmed", null), await SignUp(first, id, "引导"));
        Assert.Equal((201, "waiting", 1), await SignUp(second, id, "引导"));
        var unknown = await (await _app.Register(3)).Http.Post($"/api/activities/{id}/sign-ups", new { post = "做饭" });
        Assert.Equal((400, "post"), (unknown.Status, Assert.Single(unknown.ErrorFields)));

        var posts = (await _app.Http.Get($"/api/activities/{id}")).Body!["posts"]!.AsArray();
        Assert.Equal([0, 1], posts.Select(post => post!["free"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Takes_only_party_members_where_the_audience_is_theirs()
    {
        var id = await _app.Publish(_admin, activity => activity["audience"] = "party-members");
        var member = await _app.Register(1, partyMember: new { unitName = "样例单位" });
        var resident = await _app.Register(2);
        Assert.Equal(201, (await SignUp(member, id)).Status);
        var refused = await resident.Http.Post($"/api/activities/{id}/sign-ups");
        Assert.Equal((409, "not-in-audience"), (refused.Status, refused.Problem));
    }

    [Fact]
    public async Task Closes_sign_up_when_the_plan_says_so()
    {
        var id = await _app.Publish(_admin, activity => activity["signUpClosesAt"] = _app.Clock.GetUtcNow().AddMinutes(10).ToString("O"));
        Assert.Equal(201, (await SignUp(await _app.Register(1), id)).Status);
        _app.Clock.Advance(TimeSpan.FromMinutes(10));
        var late = await (await _app.Register(2)).Http.Post($"/api/activities/{id}/sign-ups");
        Assert.Equal((409, "activity-closed"), (late.Status, late.Problem));
    }

    [Fact]
    public async Task Lists_what_is_published_by_area_time_and_category_and_nothing_else()
    {
        var open = await _app.Publish(_admin);
        var other = await _app.Publish(_admin, activity => (activity["category"], activity["organiserArea"]) = ("home-visit", "140213053012"));
        var called = await _app.Publish(_admin);
        await _admin.Post($"/api/activities/{called}/cancel");
        await _admin.Post("/api/activities", _app.ActivityBody());

        Assert.Equal(new[] { open, other }.Order(), (await List("area=140213")).Order());
        Assert.Equal([open], await List("area=140213066"));
        Assert.Equal([other], await List("area=140213&category=home-visit"));
        Assert.Equal(2, (await List("area=140213&from=2026-03-02&to=2026-03-02")).Count);
        Assert.Empty(await List("area=140213&from=2026-03-03"));
        await _admin.Post($"/api/activities/{open}/close");
        Assert.Equal([other], await List("area=140213&open=true"));
        Assert.Equal(2, (await List("area=140213")).Count);
    }

    [Fact]
    public async Task Publishes_cancels_and_closes_once_and_for_all()
    {
        var draft = (await _admin.Post("/api/activities", _app.ActivityBody())).Body!["id"]!.GetValue<string>();
        Assert.Equal((409, "activity-not-published"), await Change(draft, "close"));
        Assert.Equal((200, null), await Change(draft, "publish"));
        Assert.Equal((200, null), await Change(draft, "publish"));
        Assert.Equal((200, null), await Change(draft, "close"));
        Assert.Equal((409, "activity-closed"), await Change(draft, "cancel"));
        Assert.Equal((409, "activity-closed"), await Change(draft, "publish"));

        var attended = await _app.Publish(_admin);
        var person = await _app.Register(1);
        await SignUp(person, attended);
        _app.Clock.Advance(TimeSpan.FromHours(1));
        await person.Http.Post($"/api/activities/{attended}/check-ins", new { code = await _admin.CheckInCode(attended) });
        Assert.Equal((409, "already-attended"), await Change(attended, "cancel"));
    }

    [Fact]
    public async Task Checks_in_from_half_an_hour_before_the_start_to_the_end_and_only_who_holds_a_place()
    {
        var id = await _app.Publish(_admin, activity => activity["capacity"] = 1);
        var (placed, waiting, stranger) = (await _app.Register(1), await _app.Register(2), await _app.Register(3));
        await SignUp(placed, id);
        await SignUp(waiting, id);

        _app.Clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        Assert.Equal((409, "not-yet-open"), await CheckIn(placed, id, await _admin.CheckInCode(id)));
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        var code = await _admin.CheckInCode(id);
        Assert.Equal((409, "not-signed-up"), await CheckIn(waiting, id, code));
        Assert.Equal((409, "not-signed-up"), await CheckIn(stranger, id, code));
        Assert.Equal((400, "code-expired"), await CheckIn(placed, id, await _admin.CheckInCode(id, "out")));
        Assert.Equal((201, null), await CheckIn(placed, id, code));
        Assert.Equal((409, "already-checked-in"), await Outcome(Cancel(placed, id)));

        var second = await _app.Publish(_admin);
        await SignUp(stranger, second);
        _app.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal((409, "activity-closed"), await CheckIn(stranger, second, await _admin.CheckInCode(second)));
    }

    [Fact]
    public async Task Refuses_the_code_of_another_activity_and_one_that_is_over()
    {
        var (id, other) = (await _app.Publish(_admin), await _app.Publish(_admin));
        var person = await _app.Register(1);
        await SignUp(person, id);
        _app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((400, "code-expired"), await CheckIn(person, id, await _admin.CheckInCode(other)));
        var code = await _admin.CheckInCode(id);
        _app.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal((400, "code-expired"), await CheckIn(person, id, code));
        var answer = await person.Http.Post($"/api/activities/{id}/check-ins", new { code = "17.1.forged" });
        Assert.Equal("code", Assert.Single(answer.ErrorFields));
    }

    [Fact]
    public async Task Takes_a_check_in_at_the_venue_only_where_the_venue_has_a_radius()
    {
        var id = await _app.Publish(_admin, activity => activity["venue"] = JsonNode.Parse(
            """{"name":"广场","latitude":40.0763,"longitude":113.2983,"radiusMetres":200}"""));
        var person = await _app.Register(1);
        await SignUp(person, id);
        _app.Clock.Advance(TimeSpan.FromHours(1));
        var code = await _admin.CheckInCode(id);
        Assert.Equal((409, "outside-the-venue"), await CheckIn(person, id, code));
        Assert.Equal((409, "outside-the-venue"), await CheckIn(person, id, code, new { latitude = 40.0793, longitude = 113.2983 }));
        Assert.Equal((201, null), await CheckIn(person, id, code, new { latitude = 40.0773, longitude = 113.2983 }));
    }

    [Fact]
    public async Task Tells_every_line_of_a_roll_call_what_became_of_it()
    {
        var id = await _app.Publish(_admin);
        var (signedUp, walkIn, early) = (await _app.Register(1), await _app.Register(2), await _app.Register(3));
        await SignUp(signedUp, id);
        _app.Clock.Advance(TimeSpan.FromHours(4));
        var start = App.Monday.AddHours(1);
        async Task<string[]> Call() =>
        [
            .. (await _admin.Post($"/api/activities/{id}/attendance", new object[]
            {
                new { personId = signedUp.Id, checkedInAt = start, checkedOutAt = start.AddHours(2) },
                new { personId = walkIn.Id, checkedInAt = start.AddMinutes(-20) },
                new { personId = early.Id, checkedInAt = start.AddMinutes(-31) },
                new { personId = new string('a', signedUp.Id.Length), checkedInAt = start },
            })).Body!["results"]!.AsArray().Select(result => result!["outcome"]!.GetValue<string>()),
        ];

        Assert.Equal(["recorded", "recorded", "outside-the-activity", "unknown-person"], await Call());
        Assert.Equal(["already-recorded", "already-recorded", "outside-the-activity", "unknown-person"], await Call());
        var live = (await _admin.Get($"/api/activities/{id}/participation")).Body!;
        Assert.Equal((2, 1, 0, 120), (
            live["checkedIn"]!.GetValue<int>(), live["checkedOut"]!.GetValue<int>(),
            live["noShow"]!.GetValue<int>(), live["minutes"]!.GetValue<int>()));
    }

    private static async Task<(int Status, string? Problem)> Outcome(Task<Answer> call)
    {
        var answer = await call;
        return (answer.Status, answer.Problem);
    }

    private static async Task<(int Status, string Place, int? Position)> SignUp(Resident who, string id, string? post = null)
    {
        var answer = await who.Http.Post($"/api/activities/{id}/sign-ups", post is null ? null : new { post });
        return (answer.Status, answer.Body!["status"]!.GetValue<string>(), answer.Body["position"]?.GetValue<int>());
    }

    private static Task<Answer> Cancel(Resident who, string id) => who.Http.Send(HttpMethod.Delete, $"/api/activities/{id}/sign-ups/me");

    private static Task<(int Status, string? Problem)> CheckIn(Resident who, string id, string code, object? location = null) =>
        Outcome(who.Http.Post($"/api/activities/{id}/check-ins", new { code, location }));

    private Task<(int Status, string? Problem)> Change(string id, string call) => Outcome(_admin.Post($"/api/activities/{id}/{call}"));

    private async Task<IReadOnlyList<string>> List(string query) =>
        [.. (await _app.Http.Get($"/api/activities?{query}")).Body!["items"]!.AsArray().Select(activity => activity!["id"]!.GetValue<string>())];
}
