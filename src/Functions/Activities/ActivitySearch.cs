using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities;

/// <summary>Finds published activities by area, time and category, and those that suit somebody.</summary>
public sealed class ActivitySearch(ActivityCalendar calendar, SignUpDesk desk, TimeProvider clock)
{
    /// <summary>One page of what is wanted, in order of the start.</summary>
    internal async Task<Result<FoundActivities>> Find(
        WantedActivities wanted, Paging paging, Caller? caller, CancellationToken cancellation)
    {
        if (!Begin(wanted, paging).TryGet(out var begin, out var refusal) ||
            !(await Suits(caller, wanted, cancellation)).TryGet(out var suits, out refusal))
            return refusal;

        var now = clock.GetUtcNow();
        var found = new List<Activity>();
        await foreach (var activity in calendar.In(wanted.Area, begin, wanted.To, cancellation))
        {
            if (wanted.Wants(activity, now) && suits(activity))
                found.Add(activity);
            if (found.Count > paging.Limit)
                break;
        }

        var (page, continuation) = paging.Of(found, activity => CalendarKey.Of(activity).Row);
        return new FoundActivities(page, continuation);
    }

    private async Task<Result<Func<Activity, bool>>> Suits(Caller? caller, WantedActivities wanted, CancellationToken cancellation)
    {
        if (!wanted.Mine)
            return (Func<Activity, bool>)(_ => true);
        return caller is not null
            ? await desk.Suits(caller.Person, cancellation)
            : new Refusal(RefusalKind.Unauthenticated, "not-signed-in", []);
    }

    /// <summary>Where the list goes on: within the wanted days, whatever days it was begun for.</summary>
    private static Result<CalendarKey> Begin(WantedActivities wanted, Paging paging) => paging.After is null
        ? CalendarKey.Before(wanted.From)
        : CalendarKey.Parse(paging.After).Then<CalendarKey>(key =>
            key.StartsAt < wanted.From ? CalendarKey.Before(wanted.From) : key.StartsAt < wanted.To ? key : CalendarKey.Before(wanted.To));
}

/// <param name="Continuation">Where the next page starts; null at the end.</param>
internal sealed record FoundActivities(IReadOnlyList<Activity> Page, string? Continuation);
