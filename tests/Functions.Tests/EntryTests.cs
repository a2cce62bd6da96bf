using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class EntryTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly object FirstAid = new { name = "急救培训", content = "心肺复苏", minutes = 120, host = "红十字会", date = "2026-03-01" };
    private static readonly object Award = new { name = "优秀志愿者", date = "2026-03-02", giver = "平城区文明办" };

    private App _app = null!;
    private HttpClient _admin = null!;
    private Resident _person = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await App.Start(azurite);
        _admin = await _app.SignInAsAdmin();
        _person = await _app.Register(1);
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Shows_trainings_awards_and_evaluations_beside_the_service_and_counts_them_as_no_time()
    {
        await Evaluate();
        Assert.Equal(201, (await _admin.Post(Path("trainings"), FirstAid)).Status);
        Assert.Equal(201, (await _admin.Post(Path("awards"), Award)).Status);
        var record = await Record();
        Assert.Equal((60, 0, 0), (Number(record, "creditMinutes"), Number(record, "makeUpMinutes"), Number(record, "star")));
        Assert.Single(record["services"]!.AsArray());
        var training = Assert.Single(record["training"]!.AsArray())!;
        Assert.Equal(("急救培训", "心肺复苏", 120, "红十字会", "2026-03-01"), (
            Text(training, "name"), Text(training, "content"), Number(training, "minutes"), Text(training, "host"), Text(training, "date")));
        var award = Assert.Single(record["awards"]!.AsArray())!;
        Assert.Equal(("优秀志愿者", "2026-03-02", "平城区文明办"), (Text(award, "name"), Text(award, "date"), Text(award, "giver")));
        var evaluation = Assert.Single(record["evaluations"]!.AsArray())!;
        Assert.Equal((4, "2026-03-02", false), (Number(evaluation, "quality"), Text(evaluation, "date"), evaluation["late"]!.GetValue<bool>()));
        Assert.Equal(record.ToJsonString(), (await _person.Http.Get(Path("record"))).Body!.ToJsonString());
    }

    [Fact]
    public async Task Flags_an_evaluation_that_came_later_than_ten_working_days()
    {
        await Evaluate(TimeSpan.FromDays(15));
        Assert.True(Assert.Single((await Record())["evaluations"]!.AsArray())!["late"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Leaves_the_certificate_as_it_is()
    {
        var before = (await _person.Http.Get(Path("certificate"))).Body!.ToJsonString();
        await _admin.Post(Path("trainings"), FirstAid);
        await _admin.Post(Path("awards"), Award);
        Assert.Equal(before, (await _person.Http.Get(Path("certificate"))).Body!.ToJsonString());
    }

    [Theory]
    [InlineData("trainings", """{"host":"区医院"}""", "host", "区医院")]
    [InlineData("awards", """{"giver":"街道办"}""", "giver", "街道办")]
    public async Task Enters_once_corrects_and_withdraws(string kind, string patch, string field, string value)
    {
        var sent = kind == "trainings" ? FirstAid : Award;
        var entered = (await _admin.Post(Path(kind), sent)).Body!;
        var again = await _admin.Post(Path(kind), sent);
        Assert.Equal((200, entered.ToJsonString()), (again.Status, again.Body!.ToJsonString()));
        var entry = $"{Path(kind)}/{Text(entered, "id")}";

        _app.Clock.Advance(TimeSpan.FromMinutes(1)); // The audit log is in order of the time.
        using var corrected = await Send(HttpMethod.Patch, entry, "\"1\"", patch);
        Assert.Equal((200, "\"2\""), ((int)corrected.StatusCode, corrected.Headers.ETag!.Tag));
        Assert.Equal(value, Text((await corrected.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!, field));
        using var stale = await Send(HttpMethod.Patch, entry, "\"1\"", patch);
        Assert.Equal(412, (int)stale.StatusCode);
        Assert.Equal((200, value), ((await _admin.Post(Path(kind), sent)).Status, Text((await _admin.Post(Path(kind), sent)).Body!, field)));

        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var tooLate = await Send(HttpMethod.Delete, entry, "\"1\"");
        Assert.Equal(412, (int)tooLate.StatusCode);
        using var withdrawn = await Send(HttpMethod.Delete, entry, "\"2\"");
        Assert.Equal(204, (int)withdrawn.StatusCode);
        Assert.Equal(404, (await _admin.Send(HttpMethod.Delete, entry)).Status);
        Assert.Empty((await Record())[kind == "trainings" ? "training" : "awards"]!.AsArray());

        var what = $"{kind[..^1]}:{_person.Id}:{Text(entered, "id")}";
        var noted = (await _app.Partition("people", "audit:140213")).Where(row => row.GetString("What") == what).Reverse();
        Assert.Equal(
            [("", "entered"), ("", field), ("entered", "withdrawn")], noted.Select(row => (row.GetString("Before"), row.GetString("After"))));
    }

    [Theory]
    [InlineData("trainings", """{"name":"x","content":"x","minutes":0,"host":"x","date":"2026-03-01"}""", "minutes")]
    [InlineData("trainings", """{"name":"x","content":"x","minutes":"60","host":"x","date":"2026-03-01"}""", "minutes")]
    [InlineData("trainings", """{"name":"x","content":"x","minutes":60,"host":"x","date":"2026-03-03"}""", "date")]
    [InlineData("trainings", """{"name":"x","content":"x","minutes":60,"host":"x","date":"2026-03-01","hours":1}""", "hours")]
    [InlineData("awards", """{"name":"x","date":"2026-02-30","giver":"x"}""", "date")]
    [InlineData("awards", """{"name":"x","date":"2026-03-01"}""", "giver")]
    public async Task Names_the_field_that_is_wrong_and_writes_nothing(string kind, string body, string field)
    {
        var answer = await _admin.Post(Path(kind), new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal((400, field), (answer.Status, Assert.Single(answer.ErrorFields)));
        Assert.DoesNotContain(await _app.Partition("people", _person.Id), row => row.RowKey.StartsWith(kind[..^1], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Takes_entries_from_organisers_of_the_persons_area_alone_and_never_their_own()
    {
        var (near, far) = (await _app.Register(2), await _app.Register(3));
        await _admin.Post($"/api/people/{near.Id}/grants", new { role = "organiser", areaCode = "140213066" });
        await _admin.Post($"/api/people/{far.Id}/grants", new { role = "organiser", areaCode = "140213053" });
        var award = $"{Path("awards")}/{Text((await near.Http.Post(Path("awards"), Award)).Body!, "id")}";

        Assert.Equal(404, (await far.Http.Post(Path("trainings"), FirstAid)).Status);
        Assert.Equal(404, (await far.Http.Send(HttpMethod.Patch, award, new StringContent("{}", Encoding.UTF8, "application/json"))).Status);
        Assert.Equal(404, (await far.Http.Send(HttpMethod.Delete, award)).Status);
        Assert.Equal(403, (await _person.Http.Post(Path("trainings"), FirstAid)).Status);
        Assert.Equal("same-person", (await near.Http.Post($"/api/people/{near.Id}/awards", Award)).Problem);
        Assert.Equal((400, "entry"), await Refused($"{Path("awards")}/x"));
        Assert.Equal((400, "id"), await Refused("/api/people/x/awards/abcdefghijklmnop"));
    }

    private async Task<(int Status, string Field)> Refused(string path)
    {
        var answer = await _admin.Send(HttpMethod.Delete, path);
        return (answer.Status, Assert.Single(answer.ErrorFields));
    }

    /// <summary>An activity that the person took part in for an hour, and an evaluation of it a while after.</summary>
    private async Task Evaluate(TimeSpan after = default)
    {
        var id = await _app.Publish(_admin);
        _app.Clock.Advance(TimeSpan.FromHours(5));
        var line = new { personId = _person.Id, checkedInAt = App.Monday.AddHours(1), checkedOutAt = App.Monday.AddHours(2) };
        await _admin.Post($"/api/activities/{id}/attendance", new[] { line });
        _app.Clock.Advance(after);
        _admin.Dispose();
        _admin = await _app.SignInAsAdmin(); // The earlier session may be over by now.
        Assert.Equal(201, (await _admin.Post($"/api/activities/{id}/evaluations", new { personId = _person.Id, quality = 4 })).Status);
        await _app.Quiet();
    }

    private async Task<JsonNode> Record() => (await _admin.Get(Path("record"))).Body!;

    private string Path(string rest) => $"/api/people/{_person.Id}/{rest}";

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static int Number(JsonNode node, string name) => node[name]!.GetValue<int>();

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, string wanted, string? patch = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.IfMatch.Add(new EntityTagHeaderValue(wanted));
        if (patch is not null)
            request.Content = new StringContent(patch, Encoding.UTF8, "application/merge-patch+json");
        return await _admin.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
