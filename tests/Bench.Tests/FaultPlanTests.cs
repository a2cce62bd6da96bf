using Outreach.Bench.Faults;

namespace Outreach.Bench.Tests;

public sealed class FaultPlanTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(120);

    [Fact]
    public void Follows_from_its_seed_alone()
    {
        Assert.Equal(FaultPlanning.Make(7, Length).Digest(), FaultPlanning.Make(7, Length).Digest());
        Assert.Equal(20, Enumerable.Range(1, 20).Select(seed => FaultPlanning.Make(seed, Length).Digest()).Distinct().Count());
        Assert.NotEqual(FaultPlanning.Make(7, Length).Digest(), FaultPlanning.Make(7, Length / 2).Digest());
    }

    [Fact]
    public void Holds_every_fault_and_everything_that_clients_do()
    {
        var plans = Enumerable.Range(1, 20).Select(seed => FaultPlanning.Make(seed, Length)).ToArray();
        Assert.Equal(Enum.GetValues<FaultKind>(), plans.SelectMany(plan => plan.Windows).Select(window => window.Kind).Distinct().Order());
        Assert.All(plans, plan =>
        {
            Assert.Equal(Enum.GetValues<IntentionKind>(), plan.Intentions.Select(intention => intention.Kind).Distinct().Order());
            Assert.All(plan.Intentions, intention => Assert.InRange(intention.At, TimeSpan.Zero, Length));
            Assert.All(plan.Kills, kill => Assert.InRange(kill.At, TimeSpan.Zero, Length));
            Assert.Contains(plan.Acts, act => act.Body is null);
        });
        Assert.Equal(2, plans.Select(plan => plan.Skew).Distinct().Count());
    }
}
