using System.Text.Json.Nodes;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class MergeTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string IdNumber = "140202199003070027";

    private static readonly string[] Skills = ["急救"];

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
    public async Task Takes_the_chosen_fields_and_makes_the_duplicates_id_lead_nowhere()
    {
        var (person, duplicate) = (await _app.Register(1), await Register(2, "李四", IdNumber));
        var fields = new { name = "theirs", idNumber = "theirs", birthDate = "theirs", sex = "theirs", phone = "mine" };
        var merged = await Merge(person, duplicate, fields);
        Assert.Equal(201, merged.Status);
        var told = merged.Body!["person"]!;
        Assert.Equal(("李四", "142****0001", "1990-03-07", person.Id), (
            Text(told, "name"), Text(told, "phoneMasked"), Text(told, "birthDate"), Text(told, "id")));
        Assert.Equal(told.ToJsonString(), (await _admin.Get($"/api/people/{person.Id}")).Body!.ToJsonString());
        foreach (var path in new[] { "", "/record", "/duplicates" })
            Assert.Equal(404, (await _admin.Get($"/api/people/{duplicate.Id}{path}")).Status);
        Assert.Equal(404, (await _admin.Post($"/api/people/{duplicate.Id}/one-time-links")).Status);
        Assert.Equal(401, (await duplicate.Http.Get("/api/me")).Status);

        // Both numbers of either still lead to somebody, and nobody registers with them anew, however long it is after.
        _app.Clock.Advance(TimeSpan.FromHours(1));
        foreach (var number in new[] { 1, 2 })
            Assert.Equal("already-registered", (await _app.Http.Post("/api/volunteers", App.VolunteerBody(number))).Problem);
    }

    [Fact]
    public async Task Signs_in_with_the_duplicates_code_as_who_remains_and_lets_them_have_its_number()
    {
        var (person, duplicate) = (await _app.Register(1), await _app.Register(2));
        var code = Text((await _admin.Post($"/api/people/{duplicate.Id}/one-time-links")).Body!, "code");
        await Merge(person, duplicate, new { phone = "theirs" });
        var session = (await _app.Http.Post("/api/sessions/one-time", new { code })).Body!;
        using var client = _app.ClientOf(Text(session, "token"));
        var me = (await client.Get("/api/me")).Body!["person"]!;
        Assert.Equal((person.Id, person.Id, "142****0002"), (Text(session["person"]!, "id"), Text(me, "id"), Text(me, "phoneMasked")));

        // The number that the merge put aside is the person's for as long as the merge may be undone.
        _app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(409, (await _app.Http.Post("/api/volunteers", App.VolunteerBody(1))).Status);
        Assert.Equal(200, (await Patch(person, new { phone = App.Phone(3) })).Status);
        Assert.Equal(200, (await Patch(person, new { phone = App.Phone(2) })).Status);
    }

    [Fact]
    public async Task Undoes_nothing_that_was_changed_since_nor_after_thirty_days()
    {
        var (person, duplicate) = (await _app.Register(1), await Register(2, "李四", null));
        var undo = $"/api/merges/{Text((await Merge(person, duplicate, new { name = "theirs" })).Body!, "mergeId")}/undo";
        await Patch(person, new { name = "王五" });
        Assert.Equal("changed-since-merge", (await _admin.Post(undo)).Problem);
        await Patch(person, new { name = "李四", phone = App.Phone(2) });
        Assert.Equal("changed-since-merge", (await _admin.Post(undo)).Problem);

        // What the merge left alone may have been corrected: it stays so.
        await Patch(person, new { phone = App.Phone(3), skills = Skills });
        _app.Clock.Advance(TimeSpan.FromDays(30));
        await SignInAgain();
        var undone = (await _admin.Post(undo)).Body!;
        Assert.Equal(("张三", "142****0003", "急救"), (
            Text(undone["person"]!, "name"), Text(undone["person"]!, "phoneMasked"), undone["person"]!["skills"]![0]!.GetValue<string>()));

        undo = $"/api/merges/{Text((await Merge(person, duplicate)).Body!, "mergeId")}/undo";
        _app.Clock.Advance(TimeSpan.FromDays(30) + TimeSpan.FromTicks(1));
        await SignInAgain();
        Assert.Equal("too-late-to-undo", (await _admin.Post(undo)).Problem);
    }

    [Theory]
    [InlineData("""{"fields":{"name":"theirs"}}""", "duplicate")]
    [InlineData("""{"duplicate":"x"}""", "duplicate")]
    [InlineData("""{"duplicate":"aaaaaaaaaaaaaaaa"}""", "duplicate")]
    [InlineData("""{"duplicate":"$","fields":{"name":"ours"}}""", "fields.name")]
    [InlineData("""{"duplicate":"$","fields":{"consent":"mine"}}""", "fields.consent")]
    [InlineData("""{"duplicate":"$","fields":{"idNumber":"theirs","birthDate":"mine"}}""", "fields.birthDate")]
    public async Task Names_the_field_that_is_wrong_and_merges_nobody(string body, string field)
    {
        var mine = App.VolunteerBody(1);
        mine["birthDate"] = "1980-01-01";
        var person = (await _app.Http.Post("/api/volunteers", mine)).Body!["person"]!["id"]!.GetValue<string>();
        var duplicate = await Register(2, "李四", IdNumber);
        var answer = await _admin.Post($"/api/people/{person}/merges", JsonNode.Parse(body.Replace("$", duplicate.Id, StringComparison.Ordinal)));
        Assert.Equal((400, field), (answer.Status, Assert.Single(answer.ErrorFields)));
        Assert.Equal(200, (await _admin.Get($"/api/people/{duplicate.Id}")).Status);
        Assert.Empty(await _app.ReadAll("aliases"));
    }

    [Fact]
    public async Task Merges_once_and_only_whom_the_caller_may_merge()
    {
        var (person, duplicate, third) = (await _app.Register(1), await _app.Register(2), await _app.Register(3, "140213053012"));
        var near = await _app.Register(4);
        await _admin.Post($"/api/people/{near.Id}/grants", new { role = "admin", areaCode = "140213066" });
        Assert.Equal(403, (await person.Http.Post($"/api/people/{person.Id}/merges", new { duplicate = duplicate.Id })).Status);
        Assert.Equal((400, "duplicate"), await Refused(near.Http, person, third));
        Assert.Equal(404, (await near.Http.Post($"/api/people/{third.Id}/merges", new { duplicate = person.Id })).Status);
        Assert.Equal((400, "duplicate"), await Refused(near.Http, person, person));
        Assert.Equal("same-person", (await near.Http.Post($"/api/people/{person.Id}/merges", new { duplicate = near.Id })).Problem);
        await _admin.Post($"/api/people/{duplicate.Id}/grants", new { role = "organiser", areaCode = "140213" });
        Assert.Equal(403, (await near.Http.Post($"/api/people/{person.Id}/merges", new { duplicate = duplicate.Id })).Status);

        var merged = await Merge(person, duplicate);
        var again = await Merge(person, duplicate);
        Assert.Equal((201, 200, merged.Body!.ToJsonString()), (merged.Status, again.Status, again.Body!.ToJsonString()));
        Assert.Equal("already-merged", (await Merge(person, duplicate, new { phone = "theirs" })).Problem);
        Assert.Equal("already-merged", (await Merge(third, duplicate)).Problem);
        Assert.Equal("merged-into", (await Merge(third, person)).Problem);
        Assert.Equal(404, (await near.Http.Post($"/api/merges/{new string('a', 16)}-{new string('a', 8)}/undo")).Status);
        var noted = (await _app.Partition("people", "audit:140213")).Select(row => row.GetString("What"));
        Assert.Single(noted, what => what.StartsWith("merge-people:", StringComparison.Ordinal));
        Assert.Empty(await _app.Partition("work", "merges"));
    }

    [Fact]
    public async Task Merges_nobody_who_is_signed_up_for_what_is_not_over()
    {
        var (person, duplicate) = (await _app.Register(1), await _app.Register(2));
        var id = await _app.Publish(_admin);
        await duplicate.Http.Post($"/api/activities/{id}/sign-ups");
        Assert.Equal("still-signed-up", (await Merge(person, duplicate)).Problem);
        Assert.Equal(201, (await Merge(duplicate, person)).Status);
    }

    [Fact]
    public async Task Finds_who_may_be_the_same_person()
    {
        var (person, near) = (await _app.Register(1), await _app.Register(2));
        var (born, far) = (await Register(3, "张三", IdNumber), await _app.Register(4, "140213053012"));
        await Register(5, "李四", null);
        Assert.Equal(new[] { near.Id, born.Id }.Order(), (await Alike(person)).Order());
        Assert.Empty(await Alike(far));
        await Patch(far, new { birthDate = "1990-03-07" });
        Assert.Equal([born.Id], await Alike(far));
        await Merge(person, near);
        Assert.Equal([born.Id], await Alike(person));
        await Patch(born, new { name = "王五" });
        Assert.Empty(await Alike(person));
    }

    [Fact]
    public async Task Lets_two_hosts_merge_each_other_but_once()
    {
        await using var other = await _app.StartAnother();
        using var second = other.ClientOf(_admin.DefaultRequestHeaders.Authorization!.Parameter!);
        for (var i = 0; i < 5; i++)
        {
            var (one, two) = (await _app.Register(2 * i), await _app.Register((2 * i) + 1));
            var answers = await Task.WhenAll(
                _admin.Post($"/api/people/{one.Id}/merges", new { duplicate = two.Id }),
                second.Post($"/api/people/{two.Id}/merges", new { duplicate = one.Id }));
            var there = await Task.WhenAll(_admin.Get($"/api/people/{one.Id}"), _admin.Get($"/api/people/{two.Id}"));
            var merged = answers.Count(answer => answer.Status == 201);
            Assert.True(merged <= 1);
            Assert.Equal(merged, there.Count(answer => answer.Status == 404));
            Assert.Empty(await _app.Partition("work", "merges"));
        }
    }

    private async Task<IEnumerable<string>> Alike(Resident person) =>
        (await _admin.Get($"/api/people/{person.Id}/duplicates")).Body!["items"]!.AsArray().Select(item => Text(item!["person"]!, "id"));

    private Task<Answer> Merge(Resident person, Resident duplicate, object? fields = null) =>
        _admin.Post($"/api/people/{person.Id}/merges", new { duplicate = duplicate.Id, fields });

    private static async Task<(int Status, string Field)> Refused(HttpClient client, Resident person, Resident duplicate)
    {
        var answer = await client.Post($"/api/people/{person.Id}/merges", new { duplicate = duplicate.Id });
        return (answer.Status, Assert.Single(answer.ErrorFields));
    }

    private Task<Answer> Patch(Resident person, object members) => _admin.Send(HttpMethod.Patch, $"/api/people/{person.Id}", members);

    private async Task<Resident> Register(int number, string name, string? idNumber)
    {
        var body = App.VolunteerBody(number);
        (body["name"], body["idNumber"]) = (name, idNumber);
        var answer = (await _app.Http.Post("/api/volunteers", body)).Body!;
        return new Resident(Text(answer["person"]!, "id"), Text(answer, "token"), _app.ClientOf(Text(answer, "token")));
    }

    private async Task SignInAgain()
    {
        _admin.Dispose();
        _admin = await _app.SignInAsAdmin();
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
