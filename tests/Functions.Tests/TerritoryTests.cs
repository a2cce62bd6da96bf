using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Domain;
using Outreach.Domain.Territory;
using Outreach.Functions.Territory;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class TerritoryTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Header = "code,name,level,parent";

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
    public async Task Shows_an_area_and_what_lies_directly_below_it()
    {
        var community = await _app.Http.Get("/api/areas/140213066005");
        Assert.Equal("""{"code":"140213066005","name":"重熙社区居民委员会","level":"community","parent":"140213066"}""", Json(community.Body!));
        Assert.Equal("district", (await _app.Http.Get("/api/areas/140213")).Body!["level"]!.GetValue<string>());

        var streets = (await _app.Http.Get("/api/areas?parent=140213")).Body!["items"]!.AsArray();
        Assert.Equal(18, streets.Count);
        Assert.All(streets, street => Assert.Equal("140213", street!["parent"]!.GetValue<string>()));
        Assert.Empty((await _app.Http.Get("/api/areas?parent=140213066005")).Body!["items"]!.AsArray());
        Assert.Equal(404, (await _app.Http.Get("/api/areas/140213999")).Status);
        Assert.Equal(404, (await _app.Http.Get("/api/areas?parent=110101")).Status);
    }

    [Fact]
    public async Task Turns_pages_without_losing_or_repeating_an_area()
    {
        var seen = new List<string>();
        for (var continuation = ""; continuation is not null;)
        {
            var page = (await _app.Http.Get($"/api/areas?parent=140213&limit=5{continuation}")).Body!;
            seen.AddRange(page["items"]!.AsArray().Select(area => area!["code"]!.GetValue<string>()));
            continuation = page["continuation"] is { } next ? $"&continuation={next.GetValue<string>()}" : null;
        }

        Assert.Equal(18, seen.Count);
        Assert.Equal(seen.Order().Distinct(), seen);
    }

    [Fact]
    public async Task Counts_what_an_import_added_changed_and_left()
    {
        var again = await Import(await File.ReadAllTextAsync(App.SampleFile("areas.csv"), TestContext.Current.CancellationToken));
        Assert.Equal((0, 0, 221), Counts(again));

        var renamed = await Import($"{Header}\n140213066005,重熙新社区,community,140213066\n140213066099,新社区,community,140213066\n");
        Assert.Equal((1, 1, 0), Counts(renamed));
        Assert.Equal("重熙新社区", (await _app.Http.Get("/api/areas/140213066005")).Body!["name"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("140213066,名,community,140213", 2, "level")]
    [InlineData("140213066005,名,community,140213053", 2, "parent")]
    [InlineData("140213099001,名,community,140213099", 2, "parent")]
    [InlineData("14021306,名,street,140213", 2, "code")]
    [InlineData("140213066,,street,140213", 2, "name")]
    [InlineData("140213066,名,street", 2, "line")]
    [InlineData("140213066,名,street,140213\n140213066,名,street,140213", 3, "code")]
    [InlineData("140213066,名,street,140213\n110101001,名,street,110101", 3, "code")]
    public async Task Names_the_line_and_column_of_a_wrong_row_and_imports_nothing(string rows, int line, string column)
    {
        var answer = await Import($"{Header}\n{rows}\n");
        Assert.Equal((0, 0, 0), Counts(answer));
        var errors = answer.Body!["errors"]!.AsArray();
        Assert.Contains(errors, error => error!["line"]!.GetValue<int>() == line && error["column"]!.GetValue<string>() == column);
        Assert.All(errors, error => Assert.NotEmpty(error!["reason"]!.GetValue<string>()));
        Assert.DoesNotContain("{0}", Json(answer.Body), StringComparison.Ordinal);
        Assert.NotEqual("名", (await _app.Http.Get("/api/areas/140213066")).Body!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Says_how_long_a_name_may_be()
    {
        var answer = await Import($"{Header}\n140213066,{new string('名', 61)},street,140213\n");
        Assert.Equal("must not be longer than 60 characters", answer.Body!["errors"]![0]!["reason"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("_w")]
    [InlineData("***")]
    [InlineData("a")]
    public async Task Refuses_a_continuation_that_was_not_given_out(string continuation)
    {
        var answer = await _app.Http.Get($"/api/areas?parent=140213&continuation={continuation}");
        Assert.Equal((400, "continuation"), (answer.Status, Assert.Single(answer.ErrorFields)));
    }

    [Fact]
    public async Task Says_that_a_file_in_another_encoding_is_none_of_ours()
    {
        byte[] gb18030 =
        [
            .. Encoding.ASCII.GetBytes($"{Header}\n140213066,"), 0xC6, 0xBD, 0xB3, 0xC7, 0xBD, 0xD6, 0xB5, 0xC0,
            .. ",street,140213\n"u8,
        ];
        using var content = new ByteArrayContent(gb18030);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        var answer = await _admin.Post("/api/areas/import", content);
        Assert.Equal((400, "body"), (answer.Status, Assert.Single(answer.ErrorFields)));
    }

    [Fact]
    public async Task Opens_another_district_to_the_admin_who_brings_it_and_to_no_other()
    {
        var rows = $"{Header}\n110101,东城区,district,\n110101001,东华门街道,street,110101\n";
        Assert.Equal((2, 0, 0), Counts(await Import(rows)));
        var resident = await _app.Register(1);
        await _admin.Post($"/api/people/{resident.Id}/grants", new { role = "admin", areaCode = "140213" });
        Assert.Equal(403, (await Import(rows, resident.Http)).Status);
        Assert.Equal((0, 0, 2), Counts(await Import(rows)));
    }

    [Fact]
    public async Task Remembers_nothing_of_districts_that_there_are_not()
    {
        var asked = await AskFor("999999");
        await Eventually.True(
            () =>
            {
                GC.Collect();
                return !asked.IsAlive;
            },
            "nothing holds the code of a district that there is not");
    }

    /// <summary>Asks for an area in a way that leaves nothing of the question here.</summary>
    private async Task<WeakReference> AskFor(string code)
    {
        var area = AreaCode.Parse(code).Must();
        Assert.Null(await _app.Services.GetRequiredService<TerritoryStore>().Find(area, TestContext.Current.CancellationToken));
        return new WeakReference(area);
    }

    private static (int Added, int Changed, int Unchanged) Counts(Answer answer) => (
        answer.Body!["added"]!.GetValue<int>(), answer.Body["changed"]!.GetValue<int>(), answer.Body["unchanged"]!.GetValue<int>());

    private static string Json(JsonNode node) =>
        node.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private async Task<Answer> Import(string csv, HttpClient? by = null)
    {
        using var content = new StringContent(csv, Encoding.UTF8, "text/csv");
        return await (by ?? _admin).Post("/api/areas/import", content);
    }
}
