using Outreach.LocalHost.Functions;
using Outreach.LocalHost.Storage;

namespace Outreach.LocalHost.Timers;

/// <summary>
/// Runs one function by its schedule, on one host at a time: the one that holds the row of the timer's status. After an outage
/// the function runs once, late, however many ticks were missed. A failed run is not repeated.
/// </summary>
internal sealed partial class TimerListener(
    Function function, TimerTable table, string host, TimeSpan lease, TimeProvider clock, BackgroundRuns runs, InFlight inFlight, Outage outage,
    ILogger<TimerListener> logger)
{
    private readonly TimerSchedule _schedule = TimerSchedule.Parse(function.Name, function.Description.Schedule!);

    /// <summary>The occurrence that this host planned or is waiting for. A run for any other is late.</summary>
    private DateTimeOffset? _awaited;

    public Task<TimerRow> Status(CancellationToken cancellation) => table.Load(function.Name, cancellation);

    /// <summary>The input of a run by hand.</summary>
    public async Task<object> Input(CancellationToken cancellation) =>
        TimerInput.Bind(await Status(cancellation), isPastDue: false, function.InputType);

    public async Task Listen(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Waiting.Pause(await Turn(stopping), stopping, clock);
            }
            catch (Exception exception) when (exception.IsStorageFailure())
            {
                if (stopping.IsCancellationRequested)
                    break;
                outage.Begin(exception);
                await Waiting.Pause(lease / 4, stopping, clock);
            }
        }

        await Release();
    }

    /// <summary>Takes or keeps the timer, runs the function if its time has come, and says how long to wait for the next turn.</summary>
    private async Task<TimeSpan> Turn(CancellationToken stopping)
    {
        var row = await table.Load(function.Name, stopping);
        outage.End();
        var now = clock.GetUtcNow();
        if (row.Holder != host && row.HeldUntil > now)
            return row.HeldUntil.Value - now;

        Hold(row, now);
        if (row.Schedule != _schedule.Text || row.Next is null)
        {
            row.Schedule = _schedule.Text;
            row.Next = _schedule.Next(now);
            row.LastUpdated = now;
            _awaited = row.Next; // It may come while the plan is being saved, and is not late for that.
        }

        if (!await table.Save(row))
            return TimeSpan.Zero;
        if (row.Next <= clock.GetUtcNow())
            await inFlight.Track(() => Run(row, stopping));

        _awaited = row.Next;
        now = clock.GetUtcNow();
        return TimeSpan.FromTicks(Math.Min((row.Next.Value - now).Ticks, lease.Ticks / 2));
    }

    private async Task Run(TimerRow row, CancellationToken stopping)
    {
        var began = clock.GetUtcNow();
        var input = TimerInput.Bind(row, isPastDue: row.Next != _awaited, function.InputType);
        var run = Task.Run(() => runs.Run(function, input), CancellationToken.None);
        while (!await run.EndsWithin(lease / 2, clock))
            await Renew(row);

        if (!run.IsCompletedSuccessfully)
        {
            LogFailed(logger, function.Name, run.Exception?.GetBaseException());
            if (runs.AreAbandoned)
                return;
        }

        var now = clock.GetUtcNow();
        row.Last = began;
        row.Next = _schedule.Next(now);
        row.LastUpdated = now;
        await Record(row, stopping);
    }

    private async Task Renew(TimerRow row)
    {
        try
        {
            Hold(row, clock.GetUtcNow());
            if (!await table.Save(row))
                LogLost(logger, function.Name);
        }
        catch (Exception exception) when (exception.IsStorageFailure())
        {
            outage.Begin(exception);
        }
    }

    // Insists: a run that is not recorded would be taken for a missed one and repeated.
    private async Task Record(TimerRow row, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                Hold(row, clock.GetUtcNow());
                if (!await table.Save(row))
                    LogLost(logger, function.Name);
                return;
            }
            catch (Exception exception) when (exception.IsStorageFailure() && !stopping.IsCancellationRequested)
            {
                outage.Begin(exception);
                await Waiting.Pause(lease / 4, stopping, clock);
            }
        }
    }

    // Another host need not wait for the lease to end.
    private async Task Release()
    {
        try
        {
            var row = await table.Load(function.Name, CancellationToken.None);
            if (row.Holder != host)
                return;
            row.Holder = null;
            row.HeldUntil = null;
            await table.Save(row);
        }
        catch (Exception exception) when (exception.IsStorageFailure())
        {
            outage.Begin(exception);
        }
    }

    private void Hold(TimerRow row, DateTimeOffset now)
    {
        row.Holder = host;
        row.HeldUntil = now + lease;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Function} failed; it runs again at its next time")]
    private static partial void LogFailed(ILogger logger, string function, Exception? exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Another host took the timer {Function} while it ran here")]
    private static partial void LogLost(ILogger logger, string function);
}
