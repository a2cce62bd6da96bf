using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Attendance;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Participation;

/// <summary>Follows an activity's commits: brings the records of whom they concern, and the calendar, up to what the facts say now.</summary>
public sealed class KeepRecords(
    ActivityStore activities, PersonRecords records, ActivityCalendar calendar, EngagementStore engagements, OpenAttendances open)
{
    [Function(nameof(KeepRecords))]
    public async Task Run([QueueTrigger(Queues.ActivityCommits)] string message, CancellationToken cancellation)
    {
        var committed = JsonSerializer.Deserialize(message, StoredActivitiesJson.Default.ActivityCommitted)!;
        if (!(await activities.Read(committed.Activity, cancellation)).TryGet(out var state, out _))
            return;

        if (committed.Header)
            await Follow(state, cancellation);
        IReadOnlyCollection<PersonId> people = committed.Header ? [.. state.Recorded] : committed.People;
        await open.Follow(state, people, cancellation);
        await Parallel.ForEachAsync(people, Concurrency.Options(cancellation), async (person, token) =>
            await records.Replace(person, state, token));
    }

    /// <summary>Brings up to date what is kept elsewhere of when the activity is.</summary>
    private async Task Follow(ActivityState state, CancellationToken cancellation)
    {
        await calendar.Replace(state, cancellation);
        var engaged = state.SignUps.Values.Where(signUp => signUp is { Status: SignUpStatus.Confirmed, Engagement: > 0 });
        if (state.Activity.Status == ActivityStatus.Published)
            await Parallel.ForEachAsync(engaged, Concurrency.Options(cancellation), async (signUp, token) =>
                await engagements.Follow(signUp, state.Activity, token));
    }
}
