using System.Net.Http.Headers;
using Azure.Data.Tables;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class AnswerHeadersTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string TransportSecurity = "Strict-Transport-Security";

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

    [Theory]
    [InlineData("GET", "/api/areas/140213", 200)]
    [InlineData("DELETE", "/api/sessions/me", 204)]
    [InlineData("GET", "/api/areas/140299", 404)]
    [InlineData("GET", "/api/nothing-here", 404)]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("PUT", "/api/areas/140213", 405)]
    [InlineData("POST", "/api/volunteers", 400)]
    [InlineData("POST", "/admin/functions/StartNight", 401)]
    public async Task Stand_on_every_answer(string method, string path, int status) => Carries(await Send(method, path), status);

    [Fact]
    public async Task Stand_on_an_error_that_nobody_expected()
    {
        var table = new TableServiceClient(_app.Storage).GetTableClient("territory");
        await table.UpsertEntityAsync(new TableEntity("140213", "territory"), TableUpdateMode.Replace, TestContext.Current.CancellationToken);
        await using var second = await _app.StartAnother();
        using var response = await second.Http.GetAsync(new Uri("/api/areas/140213", UriKind.Relative), TestContext.Current.CancellationToken);
        Carries(response, 500);
    }

    [Theory]
    [InlineData("outreach.example", "https", true)]
    [InlineData("outreach.example", "http", false)]
    [InlineData("outreach.example", null, false)]
    [InlineData("localhost:7071", "https", false)]
    [InlineData("app.localhost", "https", false)]
    [InlineData("127.0.0.1:7071", "https", false)]
    [InlineData("[::1]:7071", "https", false)]
    public async Task Ask_for_TLS_where_it_is_spoken_and_never_on_this_machine(string host, string? spoken, bool asked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/areas/140213");
        request.Headers.Host = host;
        if (spoken is not null)
            request.Headers.Add("X-Forwarded-Proto", spoken);
        using var response = await _app.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(asked, response.Headers.Contains(TransportSecurity));
    }

    private async Task<HttpResponseMessage> Send(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        return await _admin.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static void Carries(HttpResponseMessage response, int status)
    {
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["no-referrer"], response.Headers.GetValues("Referrer-Policy"));
        Assert.Equal(["DENY"], response.Headers.GetValues("X-Frame-Options"));
        Assert.Equal(["default-src 'none'; frame-ancestors 'none'"], response.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(new CacheControlHeaderValue { NoStore = true }, response.Headers.CacheControl);
        Assert.False(response.Headers.Contains(TransportSecurity));
        Assert.False(response.Headers.Contains("Server"));
    }
}
