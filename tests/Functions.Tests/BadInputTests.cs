using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class BadInputTests(AzuriteFixture azurite) : IAsyncLifetime
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

    public static TheoryData<string, string, string> BrokenBodies => new()
    {
        { "/api/volunteers", "", "body" },
        { "/api/volunteers", "null", "body" },
        { "/api/volunteers", "{", "body" },
        { "/api/volunteers", "[]", "body" },
        { "/api/volunteers", "{\"name\":5}", "name" },
        { "/api/volunteers", "{\"name\":\"a\",\"name\":\"b\"}", "name" },
        { "/api/volunteers", "{\"nam\":\"张三\"}", "nam" },
        { "/api/volunteers", "{\"consent\":{\"version\":1}}", "consent.version" },
        { "/api/volunteers", "{\"consent\":\"yes\"}", "consent" },
        { "/api/volunteers", "{\"skills\":[1]}", "skills[0]" },
        { "/api/volunteers", "{\"partyMember\":{\"unit\":\"x\"}}", "partyMember.unit" },
        { "/api/activities", "{\"capacity\":1.5}", "capacity" },
        { "/api/activities", "{\"capacity\":\"12\"}", "capacity" },
        { "/api/activities", "{\"capacity\":99999999999}", "capacity" },
        { "/api/activities", "{\"capacity\":-3}", "capacity" },
        { "/api/activities", "{\"venue\":{\"latitude\":1e999,\"longitude\":113}}", "venue.latitude" },
        { "/api/activities", "{\"serviceCounts\":\"yes\"}", "serviceCounts" },
        { "/api/activities", "{\"startsAt\":\"2026-02-30T09:00:00+08:00\"}", "startsAt" },
        { "/api/activities", "{\"startsAt\":\"2026-02-20T09:00:00\"}", "startsAt" },
        { "/api/sessions/one-time", "{}", "code" },
        { "/api/registrations", "{}", "registrations" },
        { "/api/registrations", "{\"district\":\"14\",\"registrations\":[{}]}", "district" },
    };

    [Theory]
    [MemberData(nameof(BrokenBodies))]
    public async Task Names_the_field_of_a_broken_body(string path, string body, string field)
    {
        var answer = await _admin.Post(path, new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal((400, "application/problem+json", "invalid-input"), (answer.Status, answer.MediaType, answer.Problem));
        Assert.Contains(field, answer.ErrorFields);
        Assert.NotEmpty(answer.Body!["traceId"]!.GetValue<string>());
    }

    public static TheoryData<string, string?> WrongNumbers => new()
    {
        { "phone", "12345" },
        { "phone", "14200000001x" },
        { "idNumber", "140202198508153334" },
        { "idNumber", "140202198502303333" },
        { "areaCode", "14021306600" },
        { "areaCode", "140213999" },
        { "birthDate", "2015-02-30" },
        { "birthDate", "2030-01-01" },
        { "sex", "other" },
        { "name", "" },
        { "name", "张\u0000三" },
        { "name", "张三2" },
        { "name", "<script>" },
        { "name", null },
    };

    [Theory]
    [MemberData(nameof(WrongNumbers))]
    public async Task Names_the_field_that_breaks_a_rule(string field, string? value)
    {
        var body = App.VolunteerBody(1);
        body[field] = value;
        var answer = await _app.Http.Post("/api/volunteers", body);
        Assert.Equal(400, answer.Status);
        Assert.Contains(field, answer.ErrorFields);
    }

    [Fact]
    public async Task Refuses_half_a_surrogate_pair()
    {
        var answer = await _app.Http.Post(
            "/api/volunteers", new StringContent("{\"name\":\"\\ud842\"}", Encoding.UTF8, "application/json"));
        Assert.Equal(400, answer.Status);
        Assert.Contains("name", answer.ErrorFields);
    }

    [Theory]
    [InlineData("{\"guardian\":{\"\\ud842\":1}}", "body")]
    [InlineData("{\"guardian\":{\"name\":\"\\ud842\\ud842\"}}", "guardian.name")]
    [InlineData("{\"skills\":[\"急救\",\"\\udfb7\"]}", "skills[1]")]
    [InlineData("{\"extra\":\"\\ud842\"}", "extra")]
    public async Task Refuses_half_a_surrogate_pair_in_a_change(string change, string field)
    {
        var person = await _app.Register(1);
        var answer = await _admin.Send(HttpMethod.Patch, $"/api/people/{person.Id}", new StringContent(change, Encoding.UTF8, "application/json"));
        Assert.Equal((400, "invalid-input", field), (answer.Status, answer.Problem, Assert.Single(answer.ErrorFields)));
    }

    [Theory]
    [InlineData("㐱𠮷")]
    [InlineData("阿卜杜拉·买买提")]
    [InlineData("O’Neil")]
    public async Task Takes_names_as_people_have_them(string name)
    {
        var body = App.VolunteerBody(name.Length + 100);
        body["name"] = name;
        var answer = await _app.Http.Post("/api/volunteers", body);
        Assert.Equal(201, answer.Status);
        Assert.Equal(name, answer.Body!["person"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Refuses_a_body_of_a_megabyte_whether_or_not_its_length_is_told()
    {
        var told = await _admin.Post("/api/volunteers", new StringContent(new string(' ', 1_000_000), Encoding.UTF8, "application/json"));
        Assert.Equal((413, "body-too-large"), (told.Status, told.Problem));

        using var untold = new StreamContent(new MemoryStream(new byte[1_000_000]));
        untold.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        untold.Headers.ContentLength = null;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/volunteers") { Content = untold };
        request.Headers.TransferEncodingChunked = true;
        using var response = await _admin.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(413, (int)response.StatusCode);
    }

    [Fact]
    public async Task Refuses_media_types_that_it_does_not_take()
    {
        var xml = await _admin.Post("/api/volunteers", new StringContent("<a/>", Encoding.UTF8, "text/xml"));
        var json = await _admin.Post("/api/areas/import", new StringContent("{}", Encoding.UTF8, "application/json"));
        Assert.Equal((415, 415), (xml.Status, json.Status));
        Assert.Contains("body", xml.ErrorFields);
    }

    [Theory]
    [InlineData("a%2Fb")]
    [InlineData("a%5Cb")]
    [InlineData("a%23b")]
    [InlineData("a%3Fb")]
    [InlineData("..%2F..%2Fetc")]
    [InlineData("%00")]
    [InlineData("A1")]
    [InlineData("%F0%A0%AE%B7")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task Refuses_ids_that_are_none(string id)
    {
        string[] paths = [$"/api/activities/{id}", $"/api/activities/{id}/participation", $"/api/people/{id}", $"/api/people/{id}/record"];
        foreach (var path in paths)
        {
            var answer = await _admin.Get(path);
            Assert.InRange(answer.Status, 400, 404);
            if (answer.Status == 400 && answer.Problem is not null)
                Assert.Contains("id", answer.ErrorFields);
        }
    }

    [Theory]
    [InlineData("/api/areas/14x", "code")]
    [InlineData("/api/areas?parent=", "parent")]
    [InlineData("/api/areas?parent=140213&limit=0", "limit")]
    [InlineData("/api/areas?parent=140213&limit=201", "limit")]
    [InlineData("/api/areas?parent=140213&continuation=%25", "continuation")]
    [InlineData("/api/activities", "area")]
    [InlineData("/api/activities?area=140213&from=2026-13-01", "from")]
    [InlineData("/api/activities?area=140213&from=2026-02-01&to=2026-01-01", "to")]
    [InlineData("/api/activities?area=140213&category=A", "category")]
    [InlineData("/api/activities?area=140213&open=maybe", "open")]
    [InlineData("/api/activities?area=140213&continuation=eDp5", "continuation")]
    [InlineData("/api/areas/140213/participation?month=2026-13", "month")]
    public async Task Names_the_part_of_a_query_that_is_wrong(string path, string field)
    {
        var answer = await _admin.Get(path);
        Assert.Equal(400, answer.Status);
        Assert.Contains(field, answer.ErrorFields);
    }

    [Fact]
    public async Task Refuses_an_end_before_the_start()
    {
        var body = _app.ActivityBody();
        body["endsAt"] = body["startsAt"]!.GetValue<string>();
        var answer = await _admin.Post("/api/activities", body);
        Assert.Equal(400, answer.Status);
        Assert.Equal(["endsAt"], answer.ErrorFields);
    }

    [Fact]
    public async Task Answers_in_the_language_that_is_asked_for()
    {
        using var chinese = Contract.Client(_app.Http.BaseAddress!);
        var plain = await chinese.Post("/api/volunteers", new JsonObject());
        chinese.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-GB,en;q=0.8,zh;q=0.5");
        var english = await chinese.Post("/api/volunteers", new JsonObject());
        Assert.Equal("必填", plain.Body!["errors"]!["name"]![0]!.GetValue<string>());
        Assert.Equal("is required", english.Body!["errors"]!["name"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task Takes_a_web_form_with_the_same_names()
    {
        using var form = new FormUrlEncodedContent(
        [
            new("name", "李四"), new("phone", "+86 142-0000-0099"), new("areaCode", "140213066005"), new("idNumber", ""),
            new("skills", "急救"), new("skills", "摄影"), new("consent.version", "1"), new("partyMember.unitName", "样例单位"),
        ]);
        var answer = await _app.Http.Post("/api/volunteers", form);
        Assert.Equal(201, answer.Status);
        Assert.Equal("142****0099", answer.Body!["person"]!["phoneMasked"]!.GetValue<string>());
        Assert.Equal(2, answer.Body["person"]!["skills"]!.AsArray().Count);

        using var wrong = new FormUrlEncodedContent([new("name", "李四"), new("partyMember.salary", "1")]);
        Assert.Contains("partyMember.salary", (await _app.Http.Post("/api/volunteers", wrong)).ErrorFields);
        using var nameless = new FormUrlEncodedContent([new("name", "李四"), new("", "1")]);
        Assert.Equal(["body"], (await _app.Http.Post("/api/volunteers", nameless)).ErrorFields);
    }

    [Fact]
    public async Task Refuses_a_roll_call_with_a_wrong_line_whole()
    {
        var person = await _app.Register(500);
        var id = await _app.Publish(_admin);
        _app.Clock.Advance(TimeSpan.FromHours(2));
        var answer = await _admin.Post($"/api/activities/{id}/attendance", new object[]
        {
            new { personId = person.Id, checkedInAt = _app.Clock.GetUtcNow() },
            new { personId = "nobody", checkedInAt = "yesterday" },
        });
        Assert.Equal(400, answer.Status);
        Assert.Equal(["[1].checkedInAt", "[1].personId"], answer.ErrorFields.Order(StringComparer.Ordinal));
        Assert.Equal(0, (await _admin.Get($"/api/activities/{id}/participation")).Body!["checkedIn"]!.GetValue<int>());
    }
}
