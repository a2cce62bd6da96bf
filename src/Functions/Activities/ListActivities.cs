using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Territory;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities;

/// <summary>
/// Published activities of an area and everything below it, in order of the start: by default those of the next three months,
/// at most a year at once. With <c>mine=true</c> those that the caller could sign up for now, by the rules of signing up.
/// </summary>
public sealed class ListActivities(ActivityCalendar calendar, SignUpDesk desk, TimeProvider clock)
{
    private const int DefaultDays = 92;
    private const int MostDays = 366;

    [Function(nameof(ListActivities)), Anyone]
    [Query("area", Required = true), Query("from", Type = typeof(DateOnly)), Query("to", Type = typeof(DateOnly)), Query("category")]
    [Query("open", Type = typeof(bool)), Query("mine", Type = typeof(bool)), Query("limit"), Query("continuation")]
    [Answers(200, typeof(ActivitiesAnswer)), Refuses("not-signed-in", "not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/activities")] HttpRequest request, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (!Read(request.Query, CivilTime.DateOf(now)).TryGet(out var wanted, out var refusal) ||
            !Paging.Read(request).TryGet(out var paging, out refusal) ||
            !Begin(wanted, paging).TryGet(out var begin, out refusal) ||
            !(await Suits(request, wanted, cancellation)).TryGet(out var suits, out refusal))
            return Problems.From(refusal);

        var found = new List<Activity>();
        await foreach (var activity in calendar.In(wanted.Area, begin, wanted.To, cancellation))
        {
            if (wanted.Wants(activity, now) && suits(activity))
                found.Add(activity);
            if (found.Count > paging.Limit)
                break;
        }

        var (page, continuation) = paging.Of(found, activity => CalendarKey.Of(activity).Row);
        return Answers.Ok(new ActivitiesAnswer([.. page.Select(ActivityAnswer.Of)], continuation), ActivitiesJson.Contract.ActivitiesAnswer);
    }

    private async Task<Result<Func<Activity, bool>>> Suits(HttpRequest request, Wanted wanted, CancellationToken cancellation)
    {
        if (!wanted.Mine)
            return (Func<Activity, bool>)(_ => true);
        return request.FindCaller() is { } caller
            ? await desk.Suits(caller.Person, cancellation)
            : new Refusal(RefusalKind.Unauthenticated, "not-signed-in", []);
    }

    /// <summary>Where the list goes on: within the wanted days, whatever days it was begun for.</summary>
    private static Result<CalendarKey> Begin(Wanted wanted, Paging paging) => paging.After is null
        ? CalendarKey.Before(wanted.From)
        : CalendarKey.Parse(paging.After).Then<CalendarKey>(key =>
            key.StartsAt < wanted.From ? CalendarKey.Before(wanted.From) : key.StartsAt < wanted.To ? key : CalendarKey.Before(wanted.To));

    private static Result<Wanted> Read(IQueryCollection query, DateOnly today)
    {
        var fields = new Fields();
        var area = fields.Take("area", AreaCode.Parse(query["area"]));
        var from = query["from"] is [{ } f] ? fields.Take("from", CivilDate.Parse(f)) : today;
        var to = query["to"] is [{ } t] ? fields.Take("to", CivilDate.Parse(t)) : from.AddDays(DefaultDays);
        var category = fields.TakeOptional("category", query["category"], Category.Parse);
        var (open, mine) = (TakeFlag(fields, query, "open"), TakeFlag(fields, query, "mine"));
        if (fields.Refusal is null)
            fields.Require(to >= from && to.DayNumber - from.DayNumber <= MostDays, "to", "range-of-days", MostDays);
        return fields.Refusal is { } refusal
            ? refusal
            : new Wanted(area, CivilTime.StartOf(from), CivilTime.StartOf(to.AddDays(1)), category, open || mine, mine);
    }

    private static bool TakeFlag(Fields fields, IQueryCollection query, string name)
    {
        var flag = query[name] is [{ } text] ? text : "false";
        fields.Require(flag is "true" or "false", name, "one-of", "true, false");
        return flag == "true";
    }

    /// <param name="From">Inclusive.</param>
    /// <param name="To">Exclusive.</param>
    /// <param name="Open">Only those that may be signed up for now.</param>
    /// <param name="Mine">Only those that suit the caller.</param>
    private sealed record Wanted(AreaCode Area, DateTimeOffset From, DateTimeOffset To, Category? Category, bool Open, bool Mine)
    {
        public bool Wants(Activity activity, DateTimeOffset now) =>
            (Category is null || Category == activity.Plan.Category) &&
            activity.Status is ActivityStatus.Published or ActivityStatus.Closed &&
            (!Open || (activity.Status == ActivityStatus.Published && now < activity.Plan.SignUpClosesAt));
    }
}
