using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities;

/// <summary>What organisers' calls have in common: the activity by its id as sent, for organisers of its area alone.</summary>
public sealed class ActivityDesk(ActivityStore activities, ActivityCalendar calendar, ActivityLeads leads, TimeProvider clock)
{
    /// <summary>
    /// Decides on an activity that the caller organises. One whose existence is public is forbidden to others; a draft does not
    /// exist for them.
    /// </summary>
    public async Task<Result<T>> Commit<T>(
        string id, Caller caller, Func<ActivityState, Result<Decision<T>>> decide, CancellationToken cancellation)
        where T : notnull => (await CommitVersion(id, caller, decide, cancellation)).Then<T>(committed => committed.Answer);

    /// <summary>Publishes, cancels or closes, if the activity is still the one that the request is meant for: decided with the commit.</summary>
    public async Task<IResult> Change(
        string id, HttpRequest request, Func<ActivityState, Result<Decision<Activity>>> decide, CancellationToken cancellation)
    {
        var wanted = request.WantedVersion();
        return (await ChangeVersion(id, request.Caller(), state => wanted.Stale(state.Version) is { } stale ? stale : decide(state), cancellation))
            .Match(
                done => Answers.Ok(ActivityAnswer.Of(done.Answer), ActivitiesJson.Contract.ActivityAnswer).WithTag(done.Version),
                Problems.From);
    }

    /// <summary>Decides on the header of an activity, brings the lists up to date, and tells the version that it made.</summary>
    internal async Task<Result<Committed<Activity>>> ChangeVersion(
        string id, Caller caller, Func<ActivityState, Result<Decision<Activity>>> decide, CancellationToken cancellation)
    {
        var changed = await CommitVersion(id, caller, decide, cancellation);
        // Read anew: others' changes may have been committed in the same version as this one.
        if (changed.TryGet(out var done, out _) && (await activities.Read(done.Answer.Id, cancellation)).TryGet(out var state, out _))
            await (Lead.Draft.Holds(state) ? leads.Put(Lead.Draft, state.Activity, cancellation) : calendar.Replace(state, cancellation));
        return changed;
    }

    /// <summary>Closes an activity. Who is still in is checked out before, as many at a time as a transaction takes.</summary>
    internal async Task<Result<Committed<Activity>>> Close(string id, WantedVersion wanted, Caller caller, CancellationToken cancellation)
    {
        while (true)
        {
            var closing = await ChangeVersion(
                id,
                caller,
                state => wanted.Stale(state.Version) is { } stale ? stale : Lifecycle.Close(state, clock.GetUtcNow()),
                cancellation);
            if (!closing.TryGet(out var done, out _) || done.Answer.Status == ActivityStatus.Closed)
                return closing;
            wanted = WantedVersion.Any; // What was begun with the version that was meant may be finished.
        }
    }

    /// <summary>An activity that the caller organises, as it stands.</summary>
    public Task<Result<ActivityState>> Read(string id, Caller caller, CancellationToken cancellation) =>
        Commit<ActivityState>(id, caller, state => Decision<ActivityState>.Nothing(state), cancellation);

    private async Task<Result<Committed<T>>> CommitVersion<T>(
        string id, Caller caller, Func<ActivityState, Result<Decision<T>>> decide, CancellationToken cancellation)
        where T : notnull
    {
        if (!ActivityId.Parse(id).TryGet(out var activity, out var refusal))
            return refusal.For("id");
        return await activities.CommitVersion(activity, state => Lacks(caller, state) is { } lacks ? lacks : decide(state), cancellation);
    }

    private static Refusal? Lacks(Caller caller, ActivityState state)
    {
        if (caller.Holds(Role.Organiser, state.Plan.OrganiserArea))
            return null;
        return state.Activity.Status == ActivityStatus.Draft ? Refusal.NotFound() : Refusal.Forbidden();
    }
}
