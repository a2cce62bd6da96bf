using System.Text.Json.Nodes;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class EligibilityTests(AzuriteFixture azurite) : IAsyncLifetime
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
    public async Task Tells_why_an_activity_is_not_for_somebody()
    {
        var young = await Register(1, body => body["birthDate"] = "2009-03-03");
        var unknown = await Register(2, _ => { });
        var able = await Register(3, body => (body["birthDate"], body["skills"]) = ("2008-03-02", new JsonArray("急救")));

        var adults = await _app.Publish(_admin, activity => activity["minimumAge"] = 18);
        Assert.Equal((409, "too-young"), await SignUp(young.Http, adults));
        Assert.Equal((409, "birth-date-needed"), await SignUp(unknown.Http, adults));
        Assert.Equal((201, null), await SignUp(able.Http, adults));

        var students = await Publish(5, 6, activity => activity["audience"] = "students");
        Assert.Equal((201, null), await SignUp(young.Http, students));
        Assert.Equal((409, "not-in-audience"), await SignUp(able.Http, students));

        var skilled = await Publish(7, 8, activity => activity["skillsNeeded"] = new JsonArray("急救", "驾驶"));
        var refused = await able.Http.Post($"/api/activities/{skilled}/sign-ups");
        Assert.Equal((409, "skills-missing"), (refused.Status, refused.Problem));
        Assert.Equal("lack: 驾驶", refused.Body!["errors"]!["skills"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task Refuses_a_second_place_at_the_same_time_but_not_a_place_in_a_line()
    {
        var (person, other) = (await _app.Register(1), await _app.Register(2));
        var nineToEleven = await Publish(9, 11);
        var tenToTwelve = await Publish(10, 12, activity => activity["capacity"] = 1);
        var elevenToOne = await Publish(11, 13);
        await SignUp(other.Http, tenToTwelve);
        Assert.Equal((201, null), await SignUp(person.Http, tenToTwelve));
        Assert.Equal((201, null), await SignUp(person.Http, nineToEleven));
        Assert.Equal((201, null), await SignUp(person.Http, elevenToOne));

        // The offer that comes now cannot be taken before the others are given back.
        await Cancel(other.Http, tenToTwelve);
        Assert.Equal((409, "overlapping-activity"), await SignUp(person.Http, tenToTwelve));
        await Cancel(person.Http, nineToEleven);
        Assert.Equal((409, "overlapping-activity"), await SignUp(person.Http, tenToTwelve));
        await Cancel(person.Http, elevenToOne);
        Assert.Equal((200, null), await SignUp(person.Http, tenToTwelve));
        Assert.Equal((409, "overlapping-activity"), await SignUp(person.Http, nineToEleven));
    }

    [Fact]
    public async Task Minds_every_day_of_an_activity_that_lasts_several()
    {
        var (first, second) = (await _app.Register(1), await _app.Register(2));
        var (days, lastDay) = (await Publish(9, 9 + 48), await Publish(9 + 40, 9 + 42));
        Assert.Equal((201, null), await SignUp(first.Http, days));
        Assert.Equal((409, "overlapping-activity"), await SignUp(first.Http, lastDay));
        Assert.Equal((201, null), await SignUp(second.Http, lastDay));
        Assert.Equal((409, "overlapping-activity"), await SignUp(second.Http, days));
        await Cancel(second.Http, lastDay);
        Assert.Equal((201, null), await SignUp(second.Http, days));
        Assert.Equal((409, "overlapping-activity"), await SignUp(second.Http, lastDay));
    }

    [Fact]
    public async Task Lets_who_is_offered_a_place_take_another_one_and_then_not_the_offer()
    {
        var (person, other) = (await _app.Register(1), await _app.Register(2));
        var (full, free) = (await Publish(9, 11, activity => activity["capacity"] = 1), await Publish(9, 11));
        await SignUp(other.Http, full);
        await SignUp(person.Http, full);
        await Cancel(other.Http, full);
        Assert.Equal((201, null), await SignUp(person.Http, free));
        Assert.Equal((409, "overlapping-activity"), await SignUp(person.Http, full));
        await Cancel(person.Http, free);
        Assert.Equal((200, null), await SignUp(person.Http, full));
        Assert.Equal((409, "overlapping-activity"), await SignUp(person.Http, free));
    }

    [Fact]
    public async Task Waits_again_at_the_time_of_a_place_that_was_given_back_a_moment_before()
    {
        var (person, other) = (await _app.Register(1), await _app.Register(2));
        var (one, another) = (await Publish(9, 11, activity => activity["capacity"] = 1), await Publish(9, 11));
        await SignUp(person.Http, one);
        await Cancel(person.Http, one);
        await SignUp(other.Http, one);
        Assert.Equal((201, null), await SignUp(person.Http, one));
        Assert.Equal((201, null), await SignUp(person.Http, another));
    }

    [Fact]
    public async Task Gives_one_of_two_places_at_the_same_time_that_are_asked_for_at_the_same_moment_over_two_hosts()
    {
        const int People = 40;
        await using var second = await _app.StartAnother();
        var people = await _app.RegisterMany(People);
        var activities = new[] { await Publish(9, 11), await Publish(10, 12) };
        var answers = await Task.WhenAll(people.Select(person => Task.WhenAll(
            SignUp(person.Http, activities[0]), SignUp(second.ClientOf(person.Token), activities[1]), SignUp(person.Http, activities[1]))));

        // Of three calls two go to the same activity: either both find the place there, or neither does.
        foreach (var (elsewhere, once, again) in answers.Select(some => (some[0], some[1], some[2])))
        {
            var (taken, refused) = elsewhere.Status == 201 ? ([elsewhere], [once, again]) : (new[] { once, again }, new[] { elsewhere });
            Assert.Single(taken, call => call.Status == 201);
            Assert.All(taken, call => Assert.InRange(call.Status, 200, 201));
            Assert.All(refused, call => Assert.Equal((409, "overlapping-activity"), call));
        }

        var held = await Task.WhenAll(activities.Select(
            async id => (await _admin.Get($"/api/activities/{id}/participation")).Body!["signedUp"]!.GetValue<int>()));
        Assert.Equal(People, held.Sum());
    }

    [Fact]
    public async Task Follows_an_activity_that_is_moved_to_another_time()
    {
        var person = await _app.Register(1);
        var (morning, evening) = (await Publish(9, 11), await Publish(18, 20));
        await SignUp(person.Http, morning);
        var moved = new { startsAt = At(19), endsAt = At(21) };
        Assert.Equal(200, (await _admin.Send(HttpMethod.Patch, $"/api/activities/{morning}", moved)).Status);
        await _app.Quiet();
        Assert.Equal((409, "overlapping-activity"), await SignUp(person.Http, evening));
        Assert.Equal((201, null), await SignUp(person.Http, await Publish(9, 11)));
    }

    [Fact]
    public async Task Lists_only_what_somebody_could_sign_up_for()
    {
        var person = await Register(1, body => (body["birthDate"], body["skills"]) = ("2009-03-03", new JsonArray("急救")));
        var taken = await Publish(9, 11);
        await SignUp(person.Http, taken);
        await Publish(10, 12);
        await Publish(14, 15, activity => activity["minimumAge"] = 18);
        await Publish(14, 15, activity => activity["audience"] = "party-members");
        await Publish(14, 15, activity => activity["skillsNeeded"] = new JsonArray("驾驶"));
        await Publish(14, 15, activity => activity["signUpClosesAt"] = _app.Clock.GetUtcNow().ToString("O"));
        var fitting = new[]
        {
            taken,
            await Publish(11, 12),
            await Publish(14, 15, activity => activity["minimumAge"] = 16),
            await Publish(14, 15, activity => activity["audience"] = "students"),
            await Publish(14, 15, activity => activity["skillsNeeded"] = new JsonArray("急救")),
        };

        var listed = new List<string>();
        for (var continuation = ""; continuation is not null;)
        {
            var page = (await person.Http.Get($"/api/activities?area=140213&mine=true&limit=2{continuation}")).Body!;
            Assert.InRange(page["items"]!.AsArray().Count, 1, 2);
            listed.AddRange(page["items"]!.AsArray().Select(activity => activity!["id"]!.GetValue<string>()));
            continuation = page["continuation"] is { } next ? $"&continuation={next.GetValue<string>()}" : null;
        }

        Assert.Equal(fitting.Order(), listed.Order());
        Assert.Equal((401, "not-signed-in"), await Outcome(_app.Http.Get("/api/activities?area=140213&mine=true")));
        Assert.Equal(10, (await person.Http.Get("/api/activities?area=140213")).Body!["items"]!.AsArray().Count);
    }

    private string At(int hour) => _app.Clock.GetUtcNow().Date.AddDays(2).AddHours(hour).ToString("yyyy-MM-ddTHH:mm:ssZ");

    /// <summary>An activity of the day after tomorrow, by its hours.</summary>
    private Task<string> Publish(int from, int to, Action<JsonObject>? change = null) => _app.Publish(_admin, activity =>
    {
        (activity["startsAt"], activity["endsAt"]) = (At(from), At(to));
        change?.Invoke(activity);
    });

    private async Task<Resident> Register(int number, Action<JsonObject> change)
    {
        var body = App.VolunteerBody(number);
        change(body);
        var answer = (await _app.Http.Post("/api/volunteers", body)).Body!;
        var token = answer["token"]!.GetValue<string>();
        return new Resident(answer["person"]!["id"]!.GetValue<string>(), token, _app.ClientOf(token));
    }

    private static Task<(int Status, string? Problem)> SignUp(HttpClient who, string id) => Outcome(who.Post($"/api/activities/{id}/sign-ups"));

    private static async Task Cancel(HttpClient who, string id) =>
        Assert.Equal(204, (await who.Send(HttpMethod.Delete, $"/api/activities/{id}/sign-ups/me")).Status);

    private static async Task<(int Status, string? Problem)> Outcome(Task<Answer> call)
    {
        var answer = await call;
        return (answer.Status, answer.Problem);
    }
}
