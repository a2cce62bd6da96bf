using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Outreach.Functions.Participation;
using Outreach.Functions.People.Consenting;
using Outreach.Functions.People.Erasing;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Activities;

/// <summary>
/// Sends what a crash left unsent: messages of commits, folds that were asked for, and erasures that are not done; and gives places
/// back that a withdrawal left.
/// </summary>
public sealed partial class SweepOutbox(
    ChangedActivities changed, ActivityPartition partition, Outbox outbox, FoldRequests folds, Erasures erasures, Withdrawals withdrawals,
    TimeProvider clock, ILogger<SweepOutbox> log)
{
    /// <summary>Younger messages are on their way.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <remarks>Every five minutes.</remarks>
    [Function(nameof(SweepOutbox))]
    public async Task Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var latest = clock.GetUtcNow() - Grace;
        await Parallel.ForEachAsync(await changed.All(cancellation), Concurrency.Options(cancellation), async (activity, token) =>
        {
            await foreach (var message in partition.Outbox(activity, token))
            {
                if (message.OccurredAt > latest)
                    continue;
                LogSwept(log, activity.Value, message.Version);
                await outbox.Send([message], token);
            }
        });
        await folds.SendAgain(latest, cancellation);
        await erasures.SendAgain(latest, cancellation);
        await withdrawals.Sweep(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sent the message of activity {Activity}, version {Version}, that was left behind.")]
    private static partial void LogSwept(ILogger log, string activity, long version);
}
