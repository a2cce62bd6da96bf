using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class VersionTests(AzuriteFixture azurite) : IAsyncLifetime
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

    [Fact]
    public async Task Changes_an_activity_only_as_the_caller_saw_it()
    {
        var id = await _app.Publish(_admin);
        var seen = await Tag(id);
        Assert.Equal(201, (await (await _app.Register(1)).Http.Post($"/api/activities/{id}/sign-ups")).Status);

        Assert.Equal((412, null), await Change(id, "close", seen));
        var now = await Tag(id);
        Assert.NotEqual(seen, now);
        var (status, after) = await Change(id, "close", now);
        Assert.Equal((200, await Tag(id)), (status, after));
        Assert.Equal((200, after), await Change(id, "close", "*"));
    }

    [Fact]
    public async Task Lets_one_of_two_changes_of_the_same_version_through()
    {
        var id = await _app.Publish(_admin);
        var seen = await Tag(id);
        var changes = await Task.WhenAll(Change(id, "close", seen), Change(id, "cancel", seen), Change(id, "close", seen));
        Assert.Single(changes, change => change.Status == 200);
        Assert.Equal(2, changes.Count(change => change.Status == 412));
    }

    [Theory]
    [InlineData("3", 400)]
    [InlineData("\"3", 400)]
    [InlineData("", 400)]
    [InlineData("W/\"2\"", 412)]
    [InlineData("\"not-a-version\"", 412)]
    public async Task Never_overlooks_a_version_that_it_cannot_use(string header, int status)
    {
        var id = await _app.Publish(_admin);
        foreach (var call in new[] { "publish", "cancel", "close" })
            Assert.Equal((status, null), await Change(id, call, header));
        Assert.Equal("published", (await _app.Http.Get($"/api/activities/{id}")).Body!["status"]!.GetValue<string>());
    }

    private async Task<string?> Tag(string id)
    {
        using var response = await _app.Http.GetAsync($"/api/activities/{id}", TestContext.Current.CancellationToken);
        return response.Headers.ETag?.ToString();
    }

    private async Task<(int Status, string? Tag)> Change(string id, string call, string? version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/activities/{id}/{call}");
        request.Headers.TryAddWithoutValidation("If-Match", version);
        using var response = await _admin.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, response.Headers.ETag?.ToString());
    }
}
