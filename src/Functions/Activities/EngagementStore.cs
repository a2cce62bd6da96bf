using Azure;
using Azure.Data.Tables;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Activities;

/// <summary>A person's engagements on some days as they were read, with the ETag of each day's row; null where there was none.</summary>
internal sealed record EngagedDays(Engagements Engagements, IReadOnlyDictionary<DateOnly, ETag?> Rows)
{
    /// <summary>What holds of days on which nothing was signed up for yet. Saving finds out whether it does.</summary>
    public static EngagedDays Supposed(IEnumerable<DateOnly> days) => new(Engagements.None, days.ToDictionary(day => day, _ => (ETag?)null));
}

/// <summary>
/// What people are engaged in: one row a day in the person's own partition, where sign-ups for different activities meet
/// (docs/adr/0009). Rows change by their ETags alone.
/// </summary>
public sealed class EngagementStore(Tables tables)
{
    private readonly TableClient _table = tables.People;

    internal async Task<EngagedDays> Read(PersonId person, IEnumerable<DateOnly> days, CancellationToken cancellation)
    {
        var found = await Task.WhenAll(days.Select(async day =>
            (Day: day, Row: await _table.Find(Keys.People.Engagements(person, day), cancellation))));
        return new EngagedDays(
            Engagements.Of([.. found.Select(x => x.Row).OfType<TableEntity>().Select(Read)]), found.ToDictionary(x => x.Day, x => x.Row?.ETag));
    }

    /// <summary>What a person is engaged in from a day on.</summary>
    internal async Task<Engagements> From(PersonId person, DateOnly day, CancellationToken cancellation)
    {
        var (partition, first) = Keys.People.Engagements(person, day);
        var after = Keys.After(Keys.People.EngagementsPrefix);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {after}");
        return Engagements.Of(await _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).Select(Read).ToListAsync(cancellation));
    }

    /// <summary>Replaces days that are still as they were read; false when one of them changed meanwhile, and then none is.</summary>
    internal async Task<bool> TrySave(PersonId person, Engagements after, EngagedDays before, CancellationToken cancellation)
    {
        var transaction = new Transaction(_table);
        foreach (var (day, etag) in before.Rows)
        {
            var row = Rows.Entity(Keys.People.Engagements(person, day), after.On(day), StoredActivitiesJson.Default.Engagements);
            // Hardly anything lasts longer than a day, and one row alone costs less without a transaction.
            if (before.Rows.Count == 1)
                return etag is { } seen ? await _table.TryReplace(row, seen, cancellation) : await _table.TryInsert(row, cancellation);
            _ = etag is { } read ? transaction.Replace(row, read) : transaction.Insert(row);
        }

        try
        {
            await transaction.Commit(cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    /// <summary>Brings the engagement of a sign-up to the times that its activity has now.</summary>
    internal Task Follow(SignUp signUp, Activity activity, CancellationToken cancellation)
    {
        var engagement = new Engagement(signUp.Engagement, activity.Id, activity.Plan.StartsAt, activity.Plan.EndsAt, signUp.At);
        return Change(
            signUp.Person,
            engagement,
            engaged => engaged.All.FirstOrDefault(e => e.Activity == activity.Id) is not { } standing ? engaged.With(engagement)
                : standing == standing.Following(activity.Plan) ? engaged
                : engaged.With(standing.Following(activity.Plan)),
            cancellation);
    }

    /// <summary>Takes back an engagement whose sign-up was refused after all.</summary>
    internal Task Release(PersonId person, Engagement engagement, CancellationToken cancellation) =>
        Change(person, engagement, engaged => engaged.Without(engagement), cancellation);

    private async Task Change(
        PersonId person, Engagement about, Func<Engagements, Engagements> change, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await Read(person, about.Days, cancellation);
            var after = change(read.Engagements);
            if (after.All.SequenceEqual(read.Engagements.All) || await TrySave(person, after, read, cancellation))
                return;
        }
    }

    private static Engagements Read(TableEntity row) => row.Read(StoredActivitiesJson.Default.Engagements);
}
