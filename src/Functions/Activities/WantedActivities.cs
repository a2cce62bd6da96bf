using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Territory;

namespace Outreach.Functions.Activities;

/// <summary>A search among published activities, as a query asks for it.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Open">Only those that may be signed up for now.</param>
/// <param name="Mine">Only those that suit the caller.</param>
/// <param name="Statuses">Only those that stand so; what the public sees unless somebody else asks.</param>
internal sealed record WantedActivities(
    AreaCode Area,
    DateTimeOffset From,
    DateTimeOffset To,
    Category? Category,
    bool Open,
    bool Mine,
    IReadOnlyList<ActivityStatus>? Statuses = null)
{
    public const int DefaultDays = 92;
    private const int MostDays = 366;

    private static readonly ActivityStatus[] Public = [ActivityStatus.Published, ActivityStatus.Closed];

    /// <summary>The first day that is searched, as a query names it.</summary>
    public string FirstDay => CivilDate.Of(CivilTime.DateOf(From));

    /// <summary>The last one, inclusive.</summary>
    public string LastDay => CivilDate.Of(CivilTime.DateOf(To).AddDays(-1));

    public bool Wants(Activity activity, DateTimeOffset now) =>
        (Category is null || Category == activity.Plan.Category) &&
        (Statuses ?? Public).Contains(activity.Status) &&
        (!Open || activity.TakesSignUps(now));

    /// <param name="area">The area that is meant where the query names none.</param>
    public static Result<WantedActivities> Read(IQueryCollection query, DateOnly today, AreaCode? area = null)
    {
        var fields = new Fields();
        var within = area is not null && query["area"] is not [{ Length: > 0 }] ? area : fields.Take("area", AreaCode.Parse(query["area"]));
        var from = query["from"] is [{ Length: > 0 } f] ? fields.Take("from", CivilDate.Parse(f)) : today;
        var to = query["to"] is [{ Length: > 0 } t] ? fields.Take("to", CivilDate.Parse(t)) : from.AddDays(DefaultDays);
        var category = query["category"] is [{ Length: 0 }] ? null : fields.TakeOptional("category", query["category"], Category.Parse);
        var (open, mine) = (TakeFlag(fields, query, "open"), TakeFlag(fields, query, "mine"));
        if (fields.Refusal is null)
            fields.Require(to >= from && to.DayNumber - from.DayNumber <= MostDays, "to", "range-of-days", MostDays);
        return fields.Refusal is { } refusal
            ? refusal
            : new WantedActivities(within, CivilTime.StartOf(from), CivilTime.StartOf(to.AddDays(1)), category, open || mine, mine);
    }

    private static bool TakeFlag(Fields fields, IQueryCollection query, string name)
    {
        var flag = query[name] is [{ } text] ? text : "false";
        fields.Require(flag is "true" or "false", name, "one-of", "true, false");
        return flag == "true";
    }
}
