using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class RateLimitTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly KeyValuePair<string, string?>[] On =
    [
        new("Outreach:RateLimits", "true"), new("Outreach:RateLimits:PerPerson", "20"), new("Outreach:RateLimits:PerAddress", "100"),
    ];

    private App _free = null!;
    private App _first = null!;
    private App _second = null!;

    public async ValueTask InitializeAsync()
    {
        _free = await App.Start(azurite);
        _first = await _free.StartAnother(On);
        _second = await _free.StartAnother(On);
    }

    public async ValueTask DisposeAsync()
    {
        await _second.DisposeAsync();
        await _first.DisposeAsync();
        await _free.DisposeAsync();
    }

    [Fact]
    public async Task Takes_ten_registrations_a_minute_from_one_address_over_all_hosts()
    {
        var taken = new List<int>();
        for (var i = 0; i < 14; i++)
            taken.Add((await (i % 2 == 0 ? _first : _second).Http.Post("/api/volunteers", App.VolunteerBody(i))).Status);
        Assert.Equal([.. Enumerable.Repeat(201, 10), .. Enumerable.Repeat(429, 4)], taken);

        _free.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(201, (await _first.Http.Post("/api/volunteers", App.VolunteerBody(20))).Status);
    }

    [Fact]
    public async Task Never_lets_more_sign_in_attempts_pass_than_the_limit_however_many_come_at_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i =>
            (i % 2 == 0 ? _first : _second).Http.Post("/api/sessions/one-time", new { code = "guess" })));
        Assert.InRange(answers.Count(answer => answer.Status == 401), 1, 10);
        Assert.All(answers, answer => Assert.True(answer.Status is 401 or 429));
    }

    [Fact]
    public async Task Holds_a_person_to_the_limit_and_a_tenth_for_each_further_host()
    {
        var person = await _free.Register(1);
        using var first = _first.ClientOf(person.Token);
        using var second = _second.ClientOf(person.Token);
        var passed = 0;
        for (var i = 0; i < 40; i++)
            passed += (await (i % 2 == 0 ? first : second).Post("/api/activities/none/sign-ups")).Status == 404 ? 1 : 0;
        Assert.InRange(passed, 20, 22);

        // Reading is not counted, and what one person uses up is not missing to another.
        Assert.Equal(200, (await first.Get("/api/me")).Status);
        using var other = _first.ClientOf((await _free.Register(2)).Token);
        Assert.Equal(404, (await other.Post("/api/activities/none/sign-ups")).Status);
    }

    [Fact]
    public async Task Says_when_to_come_back_and_lets_the_minute_before_fade()
    {
        var person = await _free.Register(1);
        using var client = _first.ClientOf(person.Token);
        _free.Clock.Advance(TimeSpan.FromSeconds(45));
        for (var i = 0; i < 20; i++)
            Assert.Equal(404, (await client.Post("/api/activities/none/sign-ups")).Status);
        using var refused = await client.PostAsync("/api/activities/none/sign-ups", null, TestContext.Current.CancellationToken);
        Assert.Equal((429, TimeSpan.FromSeconds(15)), ((int)refused.StatusCode, refused.Headers.RetryAfter?.Delta));

        _free.Clock.Advance(TimeSpan.FromSeconds(30));
        var passed = 0;
        for (var i = 0; i < 20; i++)
            passed += (await client.Post("/api/activities/none/sign-ups")).Status == 404 ? 1 : 0;
        Assert.Equal(5, passed);
    }

    [Fact]
    public async Task Keeps_no_address_and_no_person_and_sweeps_what_counts_no_longer()
    {
        var person = await _free.Register(1);
        using var client = _first.ClientOf(person.Token);
        for (var i = 0; i < 15; i++)
            await client.Post("/api/activities/none/sign-ups");
        await _first.Http.Post("/api/volunteers", App.VolunteerBody(2));
        var rows = await _free.ReadAll("limits");
        Assert.NotEmpty(rows);
        Assert.DoesNotContain(
            rows, row => row.RowKey.Contains("127", StringComparison.Ordinal) && row.RowKey.Contains('.', StringComparison.Ordinal));
        Assert.DoesNotContain(rows, row => row.RowKey.Contains(person.Id, StringComparison.Ordinal));

        _free.Clock.Advance(TimeSpan.FromMinutes(5));
        await _free.Run("SweepLimits");
        await Eventually.True(async () => (await _free.ReadAll("limits")).Count == 0, "the claims are swept");
    }

    [Fact]
    public async Task Limits_nothing_on_one_machine_unless_asked_to()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => _free.Http.Post("/api/sessions/one-time", new { code = "guess" })));
        Assert.All(answers, answer => Assert.Equal(401, answer.Status));
    }
}
