using System.Diagnostics;

namespace Outreach.Tests;

/// <summary>Waits for what becomes true by itself, and fails with what it waited for.</summary>
public static class Eventually
{
    /// <summary>Only for giving up, so far more than two busy cores need for what takes longest, a start that loads a sample.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(600);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);

    public static Task True(Func<bool> condition, string expectation) => True(() => Task.FromResult(condition()), expectation);

    public static async Task True(Func<Task<bool>> condition, string expectation)
    {
        for (var began = Stopwatch.GetTimestamp(); !await condition(); await Task.Delay(s_look, TestContext.Current.CancellationToken))
        {
            if (Stopwatch.GetElapsedTime(began) > s_limit)
                Assert.Fail($"Within {s_limit.TotalSeconds} s it did not come about that {expectation}.");
        }
    }
}
