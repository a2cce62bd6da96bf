using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Functions.Http;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class GoldenTests(AzuriteFixture azurite)
{
    private static readonly JsonSerializerOptions Readable = new(ContractJson.Options) { WriteIndented = true, NewLine = "\n" };

    [Fact]
    public async Task Serves_the_openapi_document_that_is_checked_in()
    {
        await using var app = await App.Start(azurite);
        using var response = await app.Http.GetAsync("/api/openapi.json", TestContext.Current.CancellationToken);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Golden.Holds("docs/openapi.json", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task Writes_a_problem_of_every_kind_as_it_is_checked_in(string language)
    {
        Refusal[] refusals =
        [
            Refusal.Invalid([new FieldError("name", "required", []), new FieldError("posts[2].capacity", "out-of-range", [1, 500])]),
            new Refusal(RefusalKind.Unauthenticated, "not-signed-in", []),
            Refusal.Forbidden(),
            Refusal.NotFound(),
            Refusal.Conflict("already-registered"),
            new Refusal(RefusalKind.Stale, "stale", []),
            new Refusal(RefusalKind.TooMany, "too-many-requests", []) { RetryAfter = TimeSpan.FromSeconds(20) },
            new Refusal(RefusalKind.TooLarge, "body-too-large", [new FieldError("body", "body-too-large", [65536])]),
            new Refusal(RefusalKind.UnsupportedMedia, "unsupported-media-type", [new FieldError("body", "json-or-form", [])]),
            new Refusal(RefusalKind.Busy, "store-busy", []),
            Problems.Unexpected,
        ];
        Assert.Equal(Enum.GetValues<RefusalKind>().Order(), refusals.Select(refusal => refusal.Kind).Order());
        var written = new JsonArray();
        foreach (var refusal in refusals)
            written.Add(await Write(refusal, language));
        Golden.Holds($"tests/Functions.Tests/golden/problems.{language}.json", written.ToJsonString(Readable) + "\n");
    }

    private static async Task<JsonObject> Write(Refusal refusal, string language)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { TraceIdentifier = "trace" };
        context.Request.Headers.AcceptLanguage = language;
        context.Response.Body = body;
        await Problems.From(refusal).ExecuteAsync(context);
        return new JsonObject
        {
            ["status"] = context.Response.StatusCode,
            ["headers"] = new JsonObject(context.Response.Headers.OrderBy(header => header.Key, StringComparer.Ordinal)
                .Select(header => KeyValuePair.Create<string, JsonNode?>(header.Key, header.Value.ToString()))),
            ["body"] = JsonNode.Parse(Encoding.UTF8.GetString(body.ToArray())),
        };
    }
}
