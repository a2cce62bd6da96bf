using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Outreach.Functions.Http;
using Outreach.Tests;
using Outreach.Web.Texts;

namespace Outreach.Functions.Tests;

public sealed class LanguageTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData(null, "zh-CN")]
    [InlineData("", "zh-CN")]
    [InlineData("zh", "zh-CN")]
    [InlineData("zh-CN,zh;q=0.9", "zh-CN")]
    [InlineData("zh-Hans-CN", "zh-CN")]
    [InlineData("zh-Hant-TW,en;q=0.9", "zh-CN")]
    [InlineData("en", "en")]
    [InlineData("EN", "en")]
    [InlineData("en-US", "en")]
    [InlineData("en-us,zh;q=0.9", "en")]
    [InlineData("zh;q=0.9,en-US", "en")]
    [InlineData("en-GB;q=0.2,en;q=0.8,zh;q=0.5", "en")]
    [InlineData("en;q=0.001", "en")]
    [InlineData("en , zh", "zh-CN")]
    [InlineData("en;q=0.5,zh;q=0.5", "zh-CN")]
    [InlineData("en;q=0.9,zh-CN;q=0.91", "zh-CN")]
    [InlineData("fr,de;q=0.8", "zh-CN")]
    [InlineData("fr,en;q=0.1", "en")]
    [InlineData("*", "zh-CN")]
    [InlineData("en,*;q=0.5", "en")]
    [InlineData("en;q=0.4,*;q=0.5", "zh-CN")]
    [InlineData("zh;q=0.4,*;q=0.5", "en")]
    [InlineData("en;q=0", "zh-CN")]
    [InlineData("en;q=0,*", "zh-CN")]
    [InlineData("en;q=0,fr", "zh-CN")]
    [InlineData("zh;q=0", "en")]
    [InlineData("zh;q=0,*", "en")]
    [InlineData("zh;q=0,en;q=0", "zh-CN")]
    [InlineData("*;q=0", "zh-CN")]
    [InlineData("zh-CN;q=0,zh-TW;q=0.1,en;q=0.1", "zh-CN")]
    [InlineData("english", "zh-CN")]
    [InlineData("en_US", "zh-CN")]
    [InlineData("eng,enx-GB", "zh-CN")]
    [InlineData("en;q=2", "zh-CN")]
    [InlineData("en;q=x", "zh-CN")]
    [InlineData(";;;q,=", "zh-CN")]
    [InlineData("\"<script>\"", "zh-CN")]
    [InlineData("请用英语", "zh-CN")]
    public void Answers_in_the_language_that_the_client_wants_more_and_otherwise_in_Chinese(string? header, string language)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.AcceptLanguage = header;
        Assert.Equal(language, request.Language().Tag());
    }

    [Fact]
    public void Reads_a_header_that_comes_in_several_lines()
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.AcceptLanguage = new(["zh;q=0.3", "en;q=0.4"]);
        Assert.Equal("en", request.Language().Tag());
    }

    [Fact]
    public async Task Says_in_which_language_a_text_is_and_that_others_may_get_another()
    {
        await using var app = await App.Start(azurite);
        using var admin = await app.SignInAsAdmin();
        using var chinese = Contract.Client(app.Http.BaseAddress!);
        chinese.DefaultRequestHeaders.Authorization = admin.DefaultRequestHeaders.Authorization;
        foreach (var (client, language) in new[] { (admin, "en"), (chinese, "zh-CN") })
        {
            await Speaks(client, HttpMethod.Get, "/api/areas/140299", language, null);
            await Speaks(client, HttpMethod.Post, "/api/volunteers", language, "application/json");
            await Speaks(client, HttpMethod.Post, "/api/areas/import", language, "text/csv");
        }
    }

    /// <summary>With and without an idempotency key: an answer that is kept says so once, and again when it is given again.</summary>
    private static async Task Speaks(HttpClient client, HttpMethod method, string path, string language, string? mediaType)
    {
        foreach (var key in new[] { null, "spoken", "spoken" })
        {
            using var request = new HttpRequestMessage(method, path);
            if (mediaType is not null)
                request.Content = new StringContent("code,name,level,parent\n1,,,\n", new MediaTypeHeaderValue(mediaType));
            if (key is not null)
                request.Headers.Add("Idempotency-Key", key + language);
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal([language], response.Content.Headers.ContentLanguage);
            Assert.Equal(["Accept-Language"], response.Headers.Vary);
        }
    }
}
