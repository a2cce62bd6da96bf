using System.Text.Json.Nodes;
using Outreach.Domain.People;
using Outreach.LocalHost.Sample;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

/// <summary>The README's first command, as a process of its own on a store of its own, and what it leaves behind.</summary>
public sealed class SampleTests(LoadedSample sample) : IClassFixture<LoadedSample>
{
    private const string District = "140213";

    [Fact]
    public async Task Shows_figures_of_every_area_that_a_recount_from_the_facts_gives_too()
    {
        var facts = await Recount.ReadFacts(sample.Storage);
        Assert.Equal(10, facts.Select(fact => fact.Activity).Distinct().Count());
        var areas = await File.ReadAllLinesAsync(App.SampleFile("areas.csv"), TestContext.Current.CancellationToken);
        Assert.Equal(221, areas.Length - 1);
        foreach (var code in areas.Skip(1).Select(line => line.Split(',')[0]))
        {
            var shown = (await sample.Admin.Get($"/api/areas/{code}/participation?month=2023-02")).Body!;
            Assert.Equal(Recount.Organised(facts, code), Shown(shown));
            Assert.Equal(Recount.OfResidents(facts, code), ShownOfResidents(shown["residents"]!));
            Assert.Equal(
                Recount.ByCategory(facts, code),
                shown["byCategory"]!.AsArray().Select(c => $"{c!["category"]} {c["activities"]} {c["visits"]} {c["minutes"]}"));
            foreach (var child in shown["children"]!.AsArray())
            {
                var below = Recount.Organised(facts, child!["code"]!.GetValue<string>());
                Assert.Equal((below.Activities, below.People, below.Visits, below.CreditMinutes), (
                    Number(child, "activities"), Number(child, "people"), Number(child, "visits"), Number(child, "creditMinutes")));
            }
        }
    }

    [Fact]
    public async Task Gives_every_attendee_a_record_that_adds_up_to_the_districts_minutes()
    {
        var facts = await Recount.ReadFacts(sample.Storage);
        long minutes = 0;
        foreach (var person in facts.GroupBy(fact => fact.Person))
        {
            var record = (await sample.Admin.Get($"/api/people/{person.Key}/record")).Body!;
            Assert.Equal(person.Count(fact => fact.ServiceCounts), record["services"]!.AsArray().Count);
            minutes += Number(record, "creditMinutes");
        }

        Assert.Equal(facts.Sum(fact => fact.Minutes), minutes);
    }

    [Fact]
    public async Task Brings_the_territory_the_activities_and_two_thousand_residents_of_every_community()
    {
        Assert.Equal(18, (await sample.Admin.Get($"/api/areas?parent={District}")).Body!["items"]!.AsArray().Count);
        var activities = (await sample.Admin.Get($"/api/activities?area={District}&from=2023-02-01&to=2023-02-28")).Body!["items"]!.AsArray();
        Assert.Equal(10, activities.Count);
        var residents = (await Recount.ReadAll(sample.Storage, "people")).Where(row => row.RowKey == "person")
            .Select(row => JsonNode.Parse(row.GetString("Data"))!)
            .Where(person => person["consents"]![0]!["version"]!.GetValue<string>() == "sample").ToList();
        Assert.Equal(SamplePeople.Count, residents.Count);
        Assert.Equal(202, residents.Select(person => person["area"]!.GetValue<string>()).Distinct().Count());
    }

    [Fact]
    public async Task Leaves_no_personal_number_in_clear_in_the_store_or_in_the_log()
    {
        const string phone = "14209990001", guardian = "14209990002", idNumber = "14021319900307002X";
        var body = App.VolunteerBody(1);
        (body["phone"], body["idNumber"]) = (phone, WithCheckDigit(idNumber));
        body["guardian"] = new JsonObject { ["name"] = "李四", ["phone"] = guardian };
        var registered = await sample.Admin.Post("/api/volunteers", body);
        Assert.Equal(201, registered.Status);
        Assert.Equal(409, (await sample.Admin.Post("/api/volunteers", body)).Status);
        body["name"] = "";
        var registrations = new JsonObject { ["district"] = District, ["registrations"] = new JsonArray(body.DeepClone()) };
        var batch = await sample.Admin.Post("/api/registrations", registrations);
        Assert.Equal(202, batch.Status);
        var path = $"/api/registrations/{batch.Body!["batchId"]!.GetValue<string>()}";
        await Eventually.True(
            async () => (await sample.Admin.Get(path)).Body!["refused"]!.AsArray().Count == 1, "the refused registration is kept");

        // The volunteer number stands in a key: once it is in the files, everything before it is.
        var mark = registered.Body!["person"]!["volunteerNumber"]!.GetValue<string>();
        await Eventually.True(() => sample.Files().Any(file => file.Contains(mark, StringComparison.Ordinal)), "the store has saved");

        var known = SamplePeople.Make([Domain.Territory.AreaCode.Parse(App.Community).Must()])
            .SelectMany(person => new[] { person.Phone, person.IdNumber, person.Guardian?.Phone })
            .Concat([phone, guardian, WithCheckDigit(idNumber)]).OfType<string>().ToHashSet();
        Assert.True(known.Count > 3_900);
        foreach (var text in sample.Files().Append(sample.Log))
            Assert.DoesNotContain(PersonalNumbers.In(text), known.Contains);
    }

    private static string WithCheckDigit(string number) => $"{number[..17]}{ResidentId.CheckOf(number)}";

    private static AreaFigures Shown(JsonNode shown) => new(
        Number(shown, "activities"), Number(shown, "people"), Number(shown, "partyMembers"), Number(shown, "visits"), Number(shown, "creditMinutes"));

    private static AreaFigures ShownOfResidents(JsonNode shown) =>
        new(0, Number(shown, "people"), Number(shown, "partyMembers"), Number(shown, "visits"), Number(shown, "creditMinutes"));

    private static int Number(JsonNode node, string name) => node[name]!.GetValue<int>();
}
