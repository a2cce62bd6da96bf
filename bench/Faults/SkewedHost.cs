using System.Globalization;
using Outreach.LocalHost;

namespace Outreach.Bench.Faults;

/// <summary>
/// The app on LocalHost with a clock that is wrong: what the bench runs as a host, in a process of its own. Nobody else calls it, so it
/// takes its arguments by their places: the store, the port, and by how many seconds the clock is ahead.
/// </summary>
internal static class SkewedHost
{
    public const string Verb = "host";

    /// <summary>What a killed host held comes back soon, since the bench waits for it.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    public static IEnumerable<string> Arguments(string storage, int port, TimeSpan skew) =>
        [Verb, storage, $"{port}", skew.TotalSeconds.ToString(CultureInfo.InvariantCulture)];

    public static async Task Run(IReadOnlyList<string> arguments)
    {
        using var signals = new StopSignals();
        var skew = TimeSpan.FromSeconds(double.Parse(arguments[3], CultureInfo.InvariantCulture));
        await using var host = await FunctionHost.Start(
            OutreachApp.Options(arguments[1], new Dictionary<string, string?>()) with
            {
                Port = int.Parse(arguments[2], CultureInfo.InvariantCulture),
                AdminKey = HostProcess.AdminKey,
                Clock = new WrongClock(skew),
                MessageLease = Lease,
                TimerLease = Lease,
            },
            signals.Stop);
        await Console.Out.WriteLineAsync($"Outreach listens on {host.BaseAddress}");
        using var stop = signals.Stop.Register(() => _ = host.Stop());
        await host.Completion;
    }

    private sealed class WrongClock(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
    }
}
