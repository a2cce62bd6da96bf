using System.Diagnostics;
using System.Globalization;
using Outreach.Functions.Http.OpenApi;
using Outreach.Tests;

namespace Outreach.Functions.Tests.Fuzz;

/// <summary>Runs when no other test of this process does, since what it measures is the whole heap.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;

/// <summary>Every function, called by everybody, with what nobody should send.</summary>
[Collection<Alone>]
public sealed class FuzzTests(AzuriteFixture azurite)
{
    /// <summary>
    /// The same for everybody who gives no other, so that a run that fails fails by what was changed, for whoever runs it again.
    /// Who looks for more takes another: <c>FUZZ_SEED=random</c>, and <c>FUZZ_REQUESTS</c> for how many.
    /// </summary>
    private const int UsualSeed = 4;

    private const int UsualRequests = 20_400;

    /// <summary>
    /// In bytes a request of the second half. What the host keeps for a time (rosters in play, counts of who wrote how often) fills up to some
    /// 65 MiB within the first 60,000 requests, by a KiB each; what leaks does not end.
    /// </summary>
    private const long MostGrowth = 1_600;

    /// <summary>In percent of a function's calls.</summary>
    private const int LeastDecided = 8;

    /// <summary>Limits that count every address and person and refuse nobody.</summary>
    private static readonly Dictionary<string, string?> Limits = new[] { "PerPerson", "PerAddress", "Seldom" }
        .ToDictionary(limit => $"Outreach:RateLimits:{limit}", string? (_) => "1000000").Append(new("Outreach:RateLimits", "true")).ToDictionary();

    [Fact]
    public async Task Answers_whatever_is_sent_and_changes_nothing_for_what_it_refuses()
    {
        var (seed, count) = (Seed(), Count());
        Console.WriteLine($"Fuzz: FUZZ_SEED={seed} FUZZ_REQUESTS={count}");
        await using var world = await World.Make(azurite, Limits);
        using var campaign = new Campaign(world, seed);
        var began = Stopwatch.GetTimestamp();

        await campaign.Run(0, count / 2);
        var half = Heap();
        await campaign.Run(count / 2, count);
        var whole = Heap();

        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var said = $"Fuzz: {took:F0} s, {campaign.Sent} sent, heap {half / 1024} KiB and {whole / 1024} KiB\n{campaign.Coverage}";
        TestContext.Current.AddAttachment("fuzz", said);
        Console.WriteLine(said);
        Assert.True(campaign.Wrong.Count == 0, $"{campaign.Wrong.Count} wrong:\n{string.Join('\n', campaign.Wrong.Take(20))}");
        Assert.True(whole - half < MostGrowth * (count / 2), $"The heap grew by {(whole - half) / 1024} KiB in {count / 2} requests.");
        if (count >= RequestMaker.Round(world))
            Assert.Empty(campaign.Coverage.Missing(world));
        Assert.Empty(campaign.Coverage.Shallow(LeastDecided));
    }

    private static long Heap() => GC.GetTotalMemory(forceFullCollection: true);

    private static int Seed() => Environment.GetEnvironmentVariable("FUZZ_SEED") switch
    {
        null => UsualSeed,
        "random" => Random.Shared.Next(),
        var text => int.Parse(text, CultureInfo.InvariantCulture),
    };

    private static int Count() =>
        Environment.GetEnvironmentVariable("FUZZ_REQUESTS") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : UsualRequests;
}
