using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class ConcurrencyTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Gives_fifty_places_to_a_thousand_people_over_two_hosts()
    {
        const int People = 1000, Places = 50;
        await using var first = await App.Start(azurite);
        await using var second = await first.StartAnother();
        using var admin = await first.SignInAsAdmin();
        var people = await first.RegisterMany(People);
        var id = await first.Publish(admin, activity => activity["capacity"] = Places);

        var answers = await Task.WhenAll(people.Select((person, i) =>
            (i % 2 == 0 ? person.Http : second.ClientOf(person.Token)).Post($"/api/activities/{id}/sign-ups")));

        Assert.All(answers, answer => Assert.Equal(201, answer.Status));
        Assert.Equal(Places, answers.Count(answer => answer.Body!["status"]!.GetValue<string>() == "confirmed"));
        var positions = answers.Select(answer => answer.Body!["position"]?.GetValue<int>()).Where(position => position is not null).Order();
        Assert.Equal(Enumerable.Range(1, People - Places), positions.Select(position => position!.Value));

        var live = (await admin.Get($"/api/activities/{id}/participation")).Body!;
        Assert.Equal(Places, live["signedUp"]!.GetValue<int>());
        Assert.Equal(People - Places, live["waiting"]!.GetValue<int>());
        Assert.Equal(People, live["people"]!.AsArray().Select(person => person!["personId"]!.GetValue<string>()).Distinct().Count());
    }

    [Fact]
    public async Task Registers_a_phone_number_once_however_many_ask_at_once()
    {
        await using var first = await App.Start(azurite);
        await using var second = await first.StartAnother();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? first : second).Http.Post("/api/volunteers", new
        {
            name = "张三",
            phone = App.Phone(1),
            areaCode = "140213066005",
            consent = new { version = "1" },
        })));
        Assert.Single(answers, answer => answer.Status == 201);
        Assert.Equal(19, answers.Count(answer => answer is { Status: 409, Problem: "already-registered" }));
    }

    [Fact]
    public async Task Opens_one_session_for_a_code_that_is_sent_twice_at_once()
    {
        await using var app = await App.Start(azurite);
        using var admin = await app.SignInAsAdmin();
        var person = await app.Register(1);
        var link = await admin.Post($"/api/people/{person.Id}/one-time-links");
        var code = link.Body!["code"]!.GetValue<string>();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.Http.Post("/api/sessions/one-time", new { code })));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(7, answers.Count(answer => answer is { Status: 401, Problem: "one-time-code-unknown" }));
    }
}
