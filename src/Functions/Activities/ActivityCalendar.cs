using System.Globalization;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Territory;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Activities;

/// <summary>
/// Where published activities are found by area and time. It follows from the activities' headers: whoever changes one writes
/// its entry, and the consumer of the commit's message writes it again, so that a crash in between leaves no hole.
/// </summary>
public sealed class ActivityCalendar(Tables tables)
{
    private const string AreaProperty = "Area";
    private const string VersionProperty = "Version";

    private readonly TableClient _table = tables.Calendar;

    /// <summary>
    /// Makes the entry of an activity what its header says, unless it stands there from a later version: of two who write at the same moment
    /// the slower may have read before the other. Where it started before it was moved a row without an entry stays behind, for the same reason.
    /// </summary>
    public async Task Replace(ActivityState state, CancellationToken cancellation)
    {
        var activity = state.Activity;
        if (activity.Status == ActivityStatus.Draft)
            return; // Drafts are not listed, and nothing goes back to being one.
        var key = Keys.Calendar.Of(activity);
        var row = Rows.Entity(key, activity, StoredActivitiesJson.Default.Activity);
        row[AreaProperty] = activity.Plan.OrganiserArea.Value;
        await Put(row, state.Version, cancellation);
        foreach (var left in (activity.FormerStarts ?? []).Select(start => Keys.Calendar.Of(activity, start)).Where(left => left != key))
            await Put(new TableEntity(left.Partition, left.Row), state.Version, cancellation);
    }

    /// <summary>
    /// What starts in an area and everything below it, in order of the start. The store leaves out other areas: a partition holds all of the
    /// district's, and rows of where activities once started, which say no area.
    /// </summary>
    /// <param name="after">Exclusive.</param>
    /// <param name="to">Exclusive.</param>
    internal IAsyncEnumerable<Activity> In(AreaCode area, CalendarKey after, DateTimeOffset to, CancellationToken cancellation) =>
        Between(area, Keys.After(area.Value + ':'), after, to, cancellation);

    /// <summary>The same of what an area organises itself, and nothing of what is below it.</summary>
    /// <param name="after">Exclusive.</param>
    /// <param name="to">Exclusive.</param>
    internal IAsyncEnumerable<Activity> Of(AreaCode area, CalendarKey after, DateTimeOffset to, CancellationToken cancellation) =>
        Between(area, area.Value + '0', after, to, cancellation);

    /// <param name="beyond">The first code after the area's that is left out: a digit follows it in the codes below, and none in its own.</param>
    private async IAsyncEnumerable<Activity> Between(
        AreaCode area, string beyond, CalendarKey after, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (end, code) = (Keys.Calendar.RowFrom(to), area.Value);
        for (var month = CivilTime.MonthOf(after.StartsAt); CivilTime.StartOf(month.Start) < to; month = month.Next)
        {
            var partition = Keys.Calendar.Partition(area, month);
            var filter = TableClient.CreateQueryFilter(
                $"PartitionKey eq {partition} and RowKey gt {after.Row} and RowKey lt {end} and Area ge {code} and Area lt {beyond}");
            await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
                yield return row.Read(StoredActivitiesJson.Default.Activity);
        }
    }

    private Task Put(TableEntity row, long version, CancellationToken cancellation)
    {
        row[VersionProperty] = version;
        return _table.Put(row, before => before.GetInt64(VersionProperty) >= version ? null : row, cancellation);
    }
}

/// <summary>Where something stands in the calendar, or where a list of it begins.</summary>
internal sealed record CalendarKey(DateTimeOffset StartsAt, string Row)
{
    /// <summary>Before everything that starts at an instant or later.</summary>
    public static CalendarKey Before(DateTimeOffset startsAt) => new(startsAt, Keys.Calendar.RowFrom(startsAt));

    public static CalendarKey Of(Activity activity) => new(activity.Plan.StartsAt, Keys.Calendar.Of(activity).Row);

    /// <summary>The key of that row; refused where no row can have it.</summary>
    public static Result<CalendarKey> Parse(string row) =>
        row.Split(':') is [var minute, var id] && ActivityId.Parse(id).TryGet(out _, out _) &&
        DateTimeOffset.TryParseExact(minute, Keys.Calendar.Minute, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var startsAt)
            ? new CalendarKey(startsAt, row)
            : Refusal.Invalid("continuation-form", "continuation");
}
