using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Outreach.Functions.Activities;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Participation;

/// <summary>
/// The night: sends messages that name the activities whose facts are newer than their figures. What is to be done follows from that
/// state and not from the tick, so a missed night, a second run or a call by hand at noon all come to the same figures.
/// </summary>
public sealed partial class StartNight(ChangedActivities changed, Queues queues, TimeProvider clock, ILogger<StartNight> log)
{
    /// <remarks>17:30 UTC is 01:30 in Pingcheng.</remarks>
    [Function(nameof(StartNight))]
    public async Task Run([TimerTrigger("0 30 17 * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var activities = await changed.All(cancellation);
        LogStarted(log, activities.Count, timer.IsPastDue);
        var now = clock.GetUtcNow();
        var some = activities.Chunk(ActivityFiguresWanted.MostActivities);
        await Parallel.ForEachAsync(some, Concurrency.Options(cancellation), async (chunk, token) => await queues.Send(
            Queues.ActivityFigures,
            new ActivityFiguresWanted(ActivityFiguresWanted.CurrentSchema, now, chunk),
            StoredParticipationJson.Default.ActivityFiguresWanted,
            token));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The night starts: {Activities} activities changed (late: {Late}).")]
    private static partial void LogStarted(ILogger log, int activities, bool late);
}
