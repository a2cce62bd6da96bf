using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class CorrectionTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string IdNumber = "140202199003070027";
    private const string OtherIdNumber = "140202198508153333";
    private const string Child = "140213201906011238";

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
    public async Task Corrects_every_member_and_keeps_what_is_not_named()
    {
        var person = await _app.Register(1);
        var corrected = (await Patch(person.Http, person.Id, $$$"""
            {"name":"李四","phone":"{{{App.Phone(2)}}}","areaCode":"140213066001","idNumber":"{{{IdNumber}}}",
             "skills":["急救"],"categories":["waste-sorting"],
             "guardian":{"name":"王五","phone":"{{{App.Phone(3)}}}"},"partyMember":{"unitName":"样例单位"}}
            """)).Body!;
        Assert.Equal(("李四", "142****0002", "140213066001", "1990-03-07", "female"), (
            Text(corrected, "name"), Text(corrected, "phoneMasked"), Text(corrected, "areaCode"),
            Text(corrected, "birthDate"), Text(corrected, "sex")));
        Assert.Equal(["急救"], corrected["skills"]!.AsArray().Select(skill => skill!.GetValue<string>()));
        Assert.Equal("样例单位", Text(corrected["partyMember"]!, "unitName"));

        // Another ID number brings its own birth date and sex; a null takes away.
        corrected = (await Patch(person.Http, person.Id, $$"""{"idNumber":"{{OtherIdNumber}}","partyMember":null}""")).Body!;
        Assert.Equal(("李四", "1985-08-15", "male", null), (
            Text(corrected, "name"), Text(corrected, "birthDate"), Text(corrected, "sex"), corrected["partyMember"]));
        Assert.Equal(corrected.ToJsonString(), (await person.Http.Get($"/api/people/{person.Id}")).Body!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{"phone":"12345"}""", "phone")]
    [InlineData("""{"areaCode":"140213999999"}""", "areaCode")]
    [InlineData($$"""{"idNumber":"{{Child}}"}""", "guardian")]
    [InlineData($$"""{"idNumber":"{{IdNumber}}","sex":"male"}""", "sex")]
    [InlineData("""{"guardian":{"name":"王五"}}""", "guardian.phone")]
    [InlineData("""{"consent":{"version":"2"}}""", "consent")]
    [InlineData("""{"volunteerNumber":"1"}""", "volunteerNumber")]
    public async Task Names_the_field_that_is_wrong_and_changes_nothing(string body, string field)
    {
        var person = await _app.Register(1);
        var before = await person.Http.Get($"/api/people/{person.Id}");
        var answer = await Patch(person.Http, person.Id, body);
        Assert.Equal((400, field), (answer.Status, Assert.Single(answer.ErrorFields)));
        Assert.Equal(before.Body!.ToJsonString(), (await person.Http.Get($"/api/people/{person.Id}")).Body!.ToJsonString());
    }

    [Fact]
    public async Task Claims_a_new_number_and_gives_the_old_one_back()
    {
        var (person, neighbour) = (await _app.Register(1), await _app.Register(2));
        Assert.Equal("already-registered", (await Patch(person.Http, person.Id, Phone(2))).Problem);
        Assert.Equal(200, (await Patch(person.Http, person.Id, Phone(3))).Status);
        Assert.Equal(409, (await _app.Http.Post("/api/volunteers", App.VolunteerBody(3))).Status);
        Assert.Equal(201, (await _app.Http.Post("/api/volunteers", App.VolunteerBody(1))).Status);
        Assert.Equal("already-registered", (await Patch(neighbour.Http, neighbour.Id, Phone(1))).Problem);
    }

    [Fact]
    public async Task Lets_a_number_go_that_a_crash_left_claimed_for_somebody_who_does_not_hold_it()
    {
        var person = await _app.Register(1);
        await _app.ClaimAndCrash(App.Phone(2), person.Id);
        Assert.Equal(409, (await _app.Http.Post("/api/volunteers", App.VolunteerBody(2))).Status);
        _app.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(409, (await _app.Http.Post("/api/volunteers", App.VolunteerBody(1))).Status);
        Assert.Equal(201, (await _app.Http.Post("/api/volunteers", App.VolunteerBody(2))).Status);
    }

    [Fact]
    public async Task Refuses_a_change_that_was_meant_for_another_version()
    {
        var person = await _app.Register(1);
        using var first = await Send(person.Http, person.Id, """{"name":"李四"}""", new EntityTagHeaderValue("\"1\""));
        Assert.Equal("\"2\"", first.Headers.ETag!.Tag);
        using var second = await Send(person.Http, person.Id, """{"name":"王五"}""", new EntityTagHeaderValue("\"1\""));
        Assert.Equal(412, (int)second.StatusCode);
        using var read = await person.Http.GetAsync($"/api/people/{person.Id}", TestContext.Current.CancellationToken);
        Assert.Equal("\"2\"", read.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task Lets_admins_of_the_area_correct_and_says_in_the_audit_log_which_fields_changed()
    {
        var (person, neighbour) = (await _app.Register(1), await _app.Register(2));
        Assert.Equal(404, (await Patch(neighbour.Http, person.Id, Phone(3))).Status);
        Assert.Equal(200, (await Patch(_admin, person.Id, """{"name":"李四","skills":["急救"]}""")).Status);
        var entry = (await _app.Partition("people", "audit:140213")).Single(row => row.GetString("What") == $"correct-person:{person.Id}");
        Assert.Equal(("", "name, skills"), (entry.GetString("Before"), entry.GetString("After")));

        var streetAdmin = await _app.Register(4);
        await _admin.Post($"/api/people/{streetAdmin.Id}/grants", new { role = "admin", areaCode = "140213066" });
        Assert.Equal(403, (await Patch(streetAdmin.Http, person.Id, """{"areaCode":"140213053012"}""")).Status);
        Assert.Equal(200, (await Patch(streetAdmin.Http, person.Id, """{"areaCode":"140213066001"}""")).Status);
    }

    [Fact]
    public async Task Notes_whenever_staff_look_at_somebody_under_age()
    {
        var body = App.VolunteerBody(1);
        (body["birthDate"], body["guardian"]) = ("2010-01-01", new JsonObject { ["name"] = "王五", ["phone"] = App.Phone(3) });
        var registered = (await _app.Http.Post("/api/volunteers", body)).Body!;
        var (child, adult) = (Text(registered["person"]!, "id"), await _app.Register(2));
        foreach (var id in new[] { child, adult.Id })
        {
            await _admin.Get($"/api/people/{id}");
            await _admin.Get($"/api/people/{id}/record");
        }

        using var self = _app.ClientOf(Text(registered, "token"));
        Assert.Equal(200, (await self.Get($"/api/people/{child}")).Status);
        var reads = (await _app.Partition("people", "audit:140213")).Select(row => row.GetString("What"))
            .Where(what => what.StartsWith("read-", StringComparison.Ordinal));
        Assert.Equal([$"read-person:{child}", $"read-record:{child}"], reads.Order());
    }

    private static string Phone(int number) => $$"""{"phone":"{{App.Phone(number)}}"}""";

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static Task<Answer> Patch(HttpClient client, string id, string body) =>
        client.Send(HttpMethod.Patch, $"/api/people/{id}", new StringContent(body, Encoding.UTF8, "application/merge-patch+json"));

    private static async Task<HttpResponseMessage> Send(HttpClient client, string id, string body, EntityTagHeaderValue wanted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/people/{id}")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/merge-patch+json"),
        };
        request.Headers.IfMatch.Add(wanted);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
