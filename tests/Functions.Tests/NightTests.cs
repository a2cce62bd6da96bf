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
        Assert.Equal([now.Key], (await store.In(old.Key.District, March, none)).Select(contributions => contributions.Key));
        Assert.Equal([now.Key, old.Key], await store.Replace(activity, [], none));
        Assert.Empty(await store.In(old.Key.District, March, none));
    }

    [Fact]
    public async Task Counts_in_their_own_district_whoever_takes_part_in_another()
    {
        await using var app = await App.Start(azurite);
        using var admin = await app.SignInAsAdmin();
        using var areas = new StringContent(
            "code,name,level,parent\n110101,东城区,district,\n110101001,东华门街道,street,110101\n110101001001,多福巷社区,community,110101001\n",
            System.Text.Encoding.UTF8, "text/csv");
        Assert.Equal(200, (await admin.Post("/api/areas/import", areas)).Status);
        var guest = await app.Register(1, "110101001001", new { unitCode = "91110000600037341L", unitName = "某单位" });
        var neighbour = await app.Register(2);
        var activity = await app.Publish(admin);
        app.Clock.Advance(TimeSpan.FromHours(5));
        await CallRoll(admin, activity, guest);
        await CallRoll(admin, activity, neighbour);
        await app.RunNight();

        Assert.Equal((1, 2, 1), Counts(await Figures(admin, "140213")));
        Assert.Equal((0, 0, 1), Counts(await Figures(admin, "110101")));
        var unit = await admin.Get("/api/units/91110000600037341L/participation?month=2026-03");
        Assert.Equal(1, unit.Body!["visits"]!.GetValue<int>());

        static (int Activities, int People, int Residents) Counts(JsonNode figures) => (
            figures["activities"]!.GetValue<int>(), figures["people"]!.GetValue<int>(), figures["residents"]!["people"]!.GetValue<int>());
    }

    [Fact]
    public async Task Keeps_what_is_added_to_each_district_by_itself()
    {
        await using var app = await App.Start(azurite);
        var store = app.Services.GetRequiredService<ContributionStore>();
        var activity = ActivityId.Parse("between").Must();
        var (here, there) = (To(activity, "140213066005"), To(activity, "110101001001"));
        var none = TestContext.Current.CancellationToken;

        Assert.Equal([here.Key, there.Key], await store.Replace(activity, [here, there], none));
        Assert.Equal([here.Key], (await store.In(here.Key.District, March, none)).Select(contributions => contributions.Key));
        Assert.Equal([there.Key], (await store.In(there.Key.District, March, none)).Select(contributions => contributions.Key));
        Assert.Equal([here.Key, there.Key], await store.Replace(activity, [here], none));
        Assert.Empty(await store.In(there.Key.District, March, none));
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
