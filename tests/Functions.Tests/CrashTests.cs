using Azure.Data.Tables;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

public sealed class CrashTests(AzuriteFixture azurite)
{
    private const int People = 500;
    private const int Clients = 32;
    private const int AcknowledgedBeforeTheKill = 100;

    private int _acknowledged;

    [Fact]
    public async Task Keeps_every_acknowledged_check_in_when_the_host_is_killed_and_clients_retry()
    {
        var storage = azurite.TakeAccount();
        var now = TimeProvider.System.GetUtcNow();
        await using var app = await App.Start(storage, now);
        using var admin = await app.SignInAsAdmin();
        var people = await app.RegisterMany(People);
        var id = await app.Publish(
            admin, activity => (activity["startsAt"], activity["endsAt"]) = (now.AddMinutes(-10).ToString("O"), now.AddHours(3).ToString("O")));
        await Task.WhenAll(people.Select(person => person.Http.Post($"/api/activities/{id}/sign-ups")));
        await app.Quiet();

        await CheckInThroughACrash(storage, id, admin, people);
        Assert.Equal(People, _acknowledged);

        // What the killed host left in the outbox is swept a while later; then the night comes.
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        await app.Run("SweepOutbox");
        await app.RunNight();
        var live = (await admin.Get($"/api/activities/{id}/participation")).Body!;
        var figures = (await admin.Get($"/api/areas/140213/participation")).Body!;
        Assert.Equal(People, live["checkedIn"]!.GetValue<int>());
        Assert.Equal((People, People), (figures["visits"]!.GetValue<int>(), figures["people"]!.GetValue<int>()));
        Assert.DoesNotContain(await app.Partition("activities", id), row => row.RowKey.StartsWith("outbox:", StringComparison.Ordinal));
        await Parallel.ForEachAsync(people, TestContext.Current.CancellationToken, async (person, _) =>
            Assert.Single((await person.Http.Get($"/api/people/{person.Id}/record")).Body!["services"]!.AsArray()));
    }

    private async Task CheckInThroughACrash(string storage, string id, HttpClient admin, IReadOnlyList<Resident> people)
    {
        var port = ChildHost.FreePort();
        Task checkIns;
        using (var doomed = await ChildHost.Start(storage, port))
        {
            checkIns = Parallel.ForEachAsync(
                people,
                new ParallelOptions { MaxDegreeOfParallelism = Clients, CancellationToken = TestContext.Current.CancellationToken },
                async (person, _) => await Eventually.True(() => IsCheckedIn(person, id, port, admin), "the check-in is acknowledged"));
            await Eventually.True(() => _acknowledged >= AcknowledgedBeforeTheKill, "some check-ins are acknowledged");
            doomed.Program.Kill();
            Assert.InRange(_acknowledged, AcknowledgedBeforeTheKill, People - 1);
        }

        using var next = await ChildHost.Start(storage, port);
        await checkIns;
    }

    private async Task<bool> IsCheckedIn(Resident person, string id, int port, HttpClient admin)
    {
        using var client = Contract.Client(new Uri($"http://localhost:{port}"));
        client.DefaultRequestHeaders.Authorization = person.Http.DefaultRequestHeaders.Authorization;
        client.DefaultRequestHeaders.ConnectionClose = true;
        try
        {
            var code = await Code(id, port, admin);
            var answer = await client.Post($"/api/activities/{id}/check-ins", new { code });
            Assert.InRange(answer.Status, 200, 201);
            Interlocked.Increment(ref _acknowledged);
            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return false; // The host is dead: the client tries again.
        }
    }

    private static async Task<string> Code(string id, int port, HttpClient admin)
    {
        using var client = Contract.Client(new Uri($"http://localhost:{port}"));
        client.DefaultRequestHeaders.Authorization = admin.DefaultRequestHeaders.Authorization;
        return await client.CheckInCode(id);
    }
}
