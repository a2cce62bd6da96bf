using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;
using Outreach.Domain.Territory;
using Outreach.Functions.Activities;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Participation;

/// <summary>Activities of an area with what they add to its figures, in order of the start.</summary>
/// <param name="HasMore">Whether there are more than were asked for.</param>
internal sealed record ActivityTotals(IReadOnlyList<ActivityTotal> All, bool HasMore)
{
    /// <summary>
    /// What they add to the area's figures together: who came to several counts once. Null where that is nothing, or not all were read.
    /// </summary>
    public Figures? Together =>
        !HasMore && All.Select(total => total.Figures).OfType<Figures>().ToList() is { Count: > 0 } counted ? Figures.Over(counted) : null;
}

/// <param name="Figures">Over some months, as they were last counted; null where the activity adds nothing.</param>
internal sealed record ActivityTotal(Activity Activity, Figures? Figures);

/// <summary>
/// What makes up the part of an area's figures that no area below accounts for, which is all of them where none stands below: the activities
/// that it organises itself from the calendar, and of each the row that the night wrote for it. They cost one read each, whoever took part.
/// Visits and minutes of the lines add up to that part, unless there are more of them; people do not, for who came to several counts once.
/// </summary>
public sealed class AreaActivities(ActivityCalendar calendar, ContributionStore contributions)
{
    /// <summary>What starts within some months, and what began before or begins after and yet counts in them.</summary>
    /// <param name="most">How many are read at most.</param>
    internal async Task<ActivityTotals> Of(AreaCode area, MonthSpan span, int most, CancellationToken cancellation)
    {
        var (from, to) = (CivilTime.StartOf(span.From.Start), CivilTime.StartOf(span.To.Next.Start));
        var found = await calendar
            .Of(area, CalendarKey.Before(from - ActivityPlanning.LongestLength), to + DoorDesk.OpensBefore, cancellation)
            .Where(activity => activity.Plan.EndsAt > from).Take(most + 1).ToListAsync(cancellation);
        var totals = new ActivityTotal[Math.Min(found.Count, most)];
        await Parallel.ForAsync(0, totals.Length, Concurrency.Options(cancellation), async (i, token) =>
            totals[i] = new ActivityTotal(found[i], await FiguresOf(found[i], area, span, token)));
        return new ActivityTotals(
            [.. totals.Where(total => total.Figures is not null || (total.Activity.Plan.StartsAt >= from && total.Activity.Plan.StartsAt < to))],
            HasMore: found.Count > most);
    }

    private async Task<Figures?> FiguresOf(Activity activity, AreaCode area, MonthSpan span, CancellationToken cancellation)
    {
        var (first, last) = (CivilTime.MonthOf(activity.Plan.StartsAt - DoorDesk.OpensBefore), CivilTime.MonthOf(activity.Plan.EndsAt));
        var months = new List<Contribution>();
        foreach (var month in span.Months.Where(month => first <= month && month <= last))
        {
            if (await contributions.Find(activity.Id, new FigureKey(Dimension.Area, area.Value, month), cancellation) is { } counted)
                months.Add(counted);
        }

        return months is [.., var latest] ? Figures.Fold(latest.Key, months, []) : null;
    }
}
