using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Outreach.Domain.Attendance;
using Outreach.Functions.Activities;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Attendance;

/// <summary>
/// Checks out who forgot to, with the end of the activity, a while after it. What is to be done follows from the activities'
/// rows, so a run that was missed is made up for by the next.
/// </summary>
public sealed partial class CheckOutForgotten(
    OpenAttendances open, ActivityStore activities, CheckOutGrace grace, TimeProvider clock, ILogger<CheckOutForgotten> log)
{
    /// <remarks>Every five minutes.</remarks>
    [Function(nameof(CheckOutForgotten))]
    public async Task Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await Parallel.ForEachAsync(
            await open.Due(now, cancellation), Concurrency.Options(cancellation), async (due, token) => await CheckOut(due, now, token));
    }

    private async Task CheckOut(OpenAttendance due, DateTimeOffset now, CancellationToken cancellation)
    {
        if ((await activities.Read(due.Activity, cancellation)).TryGet(out var state, out _) && grace.DueAt(state.Plan) > now)
        {
            await open.Postpone(due, state, cancellation); // The end was moved meanwhile.
            return;
        }

        while ((await activities.Commit(due.Activity, s => AutomaticCheckOut.Decide(s, now), cancellation))
            .TryGet(out var people, out _) && people > 0)
            LogCheckedOut(log, people, due.Activity.Value);
        await open.Clear(due, cancellation);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Checked {People} people out of activity {Activity}, who had forgotten to.")]
    private static partial void LogCheckedOut(ILogger log, int people, string activity);
}
