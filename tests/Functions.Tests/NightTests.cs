using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;
using Outreach.Functions.Participation;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class NightTests(AzuriteFixture azurite)
{
    private static readonly Month March = Month.Parse("2026-03").Must();

    [Fact]
    public async Task Leaves_the_figures_of_what_did_not_change_as_they_are()
    {
        await using var app = await App.Start(azurite);
        using var admin = await app.SignInAsAdmin();
        var person = await app.Register(1, "140213053012");
        var first = await app.Publish(admin);
        var second = await app.Publish(admin, activity => activity["organiserArea"] = "140213053012");
        app.Clock.Advance(TimeSpan.FromHours(5));
        await CallRoll(admin, first, person);
        await app.RunNight();
        var before = await Figures(admin, App.Community);

        app.Clock.Advance(TimeSpan.FromHours(1));
        await CallRoll(admin, second, person);
        await app.RunNight();
        Assert.Equal(before.ToJsonString(), (await Figures(admin, App.Community)).ToJsonString());
        var district = await Figures(admin, "140213");
        Assert.Equal((2, 1), (district["visits"]!.GetValue<int>(), district["people"]!.GetValue<int>()));
        Assert.NotEqual(before["asOf"]!.ToJsonString(), district["asOf"]!.ToJsonString());
    }

    [Fact]
    public async Task Names_a_key_that_an_activity_no_longer_touches_however_often_it_is_asked()
    {
        await using var app = await App.Start(azurite);
        var store = app.Services.GetRequiredService<ContributionStore>();
        var activity = ActivityId.Parse("moved").Must();
        var (old, now) = (To(activity, "140213066005"), To(activity, "140213066006"));
        var none = TestContext.Current.CancellationToken;

        Assert.Equal([old.Key], await store.Replace(activity, [old], none));
        for (var i = 0; i < 2; i++)
            Assert.Equal([now.Key, old.Key], await store.Replace(activity, [now], none));
        Assert.Equal([now.Key], (await store.In(March, none)).Select(contributions => contributions.Key));
        Assert.Equal([now.Key, old.Key], await store.Replace(activity, [], none));
        Assert.Empty(await store.In(March, none));
    }

    private static Contribution To(ActivityId activity, string area) => new(
        activity, new FigureKey(Dimension.Home, area, March), Category.Parse("waste-sorting").Must(), 1, ServiceMinutes.Zero, ServiceMinutes.Zero,
        PersonSet.Of([1u]), PersonSet.Empty);

    private static async Task<JsonNode> Figures(HttpClient admin, string area) =>
        (await admin.Get($"/api/areas/{area}/participation?month=2026-03")).Body!;

    private static async Task CallRoll(HttpClient admin, string activity, Resident who)
    {
        var answer = await admin.Post($"/api/activities/{activity}/attendance", new[]
        {
            new { personId = who.Id, checkedInAt = App.Monday.AddHours(1), checkedOutAt = App.Monday.AddHours(2) },
        });
        Assert.Equal("recorded", answer.Body!["results"]![0]!["outcome"]!.GetValue<string>());
    }
}
