namespace Outreach.LocalHost.Functions;

/// <summary>Waits whose end is a condition to look at, not an exception to catch.</summary>
internal static class Waiting
{
    /// <summary>Whether the work ended, well or badly, within the time.</summary>
    public static async Task<bool> EndsWithin(this Task work, TimeSpan time, TimeProvider? clock = null)
    {
        await work.WaitAsync(time, clock ?? TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return work.IsCompleted;
    }

    /// <summary>Whether the work ended, well or badly, before the token was cancelled.</summary>
    public static async Task<bool> EndsBefore(this Task work, CancellationToken limit)
    {
        await work.WaitAsync(limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return work.IsCompleted;
    }

    /// <summary>Waits for the time to pass or for the token, whichever comes first.</summary>
    public static async Task Pause(TimeSpan time, CancellationToken until, TimeProvider? clock = null) =>
        await Task.Delay(time > TimeSpan.Zero ? time : TimeSpan.Zero, clock ?? TimeProvider.System, until)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
