using Azure.Data.Tables;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Participation;
using Outreach.Functions.Security;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People.Merging;

/// <summary>
/// Merges people and undoes it (docs/adr/0018). A row in <c>work</c> names the merge before anything else is written and stands until
/// everything that follows is done; each step may be done again, so whoever finds the row goes on where it broke off.
/// </summary>
public sealed class Merges(
    PeopleStore people, MergeRows rows, AliasStore aliases, Likenesses likenesses, PersonRecords records, ChangedActivities changed,
    SessionStore sessions, Tables tables, TimeProvider clock)
{
    /// <summary>No request lives this long: an older merge that is not done was left by a crash.</summary>
    private static readonly TimeSpan RequestLife = TimeSpan.FromMinutes(5);

    private const string Duplicate = "Duplicate";
    private const string At = "At";

    private readonly TableClient _work = tables.Work;

    /// <summary>
    /// Merges a person into another. The duplicate's row goes first and by its ETag: nobody changes them from then on. That both may be
    /// merged is decided by the rows of the aliases; what was written before is taken back where they say no.
    /// </summary>
    internal async Task<Result<PersonRow>> Begin(StoredMerge merge, PersonRow survivor, PersonRow duplicate, CancellationToken cancellation)
    {
        await Note(merge.Id, merge.Duplicate, cancellation);
        await rows.Put(merge, cancellation);
        var refusal = await people.TryReplace(duplicate.Person with { MergedBy = merge.Id }, duplicate, cancellation) is null
            ? new Refusal(RefusalKind.Stale, "stale", [])
            : await aliases.TryAdd(merge.Duplicate, new Survivor(survivor.Person.Id, survivor.Person.Number), merge.Id, cancellation);
        if (refusal is null && await Complete(merge.Id, merge.Duplicate, cancellation) is { } merged)
            return merged;
        await TakeBack(merge.Id, merge.Duplicate, cancellation);
        return refusal ?? Refusal.NotFound();
    }

    /// <summary>Does what follows from a merge that holds: gives who remains. Null when they, or the merge, are gone.</summary>
    internal async Task<PersonRow?> Complete(MergeId id, PersonId duplicate, CancellationToken cancellation)
    {
        if (await Apply(id, cancellation) is not { } survivor)
            return null;
        await Mark(duplicate, cancellation);
        await sessions.EndSessions(duplicate, cancellation);
        await Done(id, cancellation);
        return survivor;
    }

    /// <summary>
    /// Gives both back what they were, unless what the merge changed was changed since. The row of who remains and that of the merge
    /// change together, and with them it is undone; the rest follows.
    /// </summary>
    internal async Task<Result<PersonRow>> Undo(MergeId id, Person duplicate, CancellationToken cancellation)
    {
        while (true)
        {
            if (await rows.Find(id, cancellation) is not { } row || await people.FindRow(id.Survivor, cancellation) is not { } survivor)
                return Refusal.NotFound();
            if (row.Merge.Status == MergeStatus.Undone)
            {
                await FinishUndo(id, duplicate.Id, cancellation);
                return survivor;
            }

            var (before, after) = (people.Open(row.Merge.Before!), people.Open(row.Merge.After!));
            if (!Domain.People.Merging.Undo(survivor.Person, duplicate, before, after).TryGet(out Person? restored, out var refusal))
                return refusal;
            await Note(id, duplicate.Id, cancellation);
            var undone = row.Merge with { Status = MergeStatus.Undone, Before = null, After = null };
            if (await rows.TryWrite(undone, row, restored, survivor, cancellation))
                await likenesses.Leave(survivor.Person, restored, cancellation);
        }
    }

    /// <summary>Goes on with merges that broke off, or takes them back where nothing came of them.</summary>
    internal async Task Resume(CancellationToken cancellation)
    {
        var oldest = clock.GetUtcNow() - RequestLife;
        await foreach (var row in _work.Partition(Keys.Work.Merges, cancellation))
        {
            if (row.GetDateTimeOffset(At) <= oldest)
                await Resume(MergeId.Parse(row.RowKey).Must(), PersonId.Parse(row.GetString(Duplicate)).Must(), cancellation);
        }
    }

    /// <summary>Comes to an end with merges that an erased person was to be part of.</summary>
    internal async Task Forget(PersonId person, CancellationToken cancellation)
    {
        await foreach (var row in _work.Partition(Keys.Work.Merges, cancellation))
        {
            if (row.Names(person))
                await Resume(MergeId.Parse(row.RowKey).Must(), PersonId.Parse(row.GetString(Duplicate)).Must(), cancellation);
        }
    }

    private async Task Resume(MergeId id, PersonId duplicate, CancellationToken cancellation)
    {
        var merge = (await rows.Find(id, cancellation))?.Merge;
        if (merge is { Status: MergeStatus.Undone })
            await FinishUndo(id, duplicate, cancellation);
        else if (merge is not null && await aliases.Stands(duplicate, id, cancellation))
            await Complete(id, duplicate, cancellation);
        else
            await TakeBack(id, duplicate, cancellation);
    }

    /// <summary>Gives who remains the chosen values, once.</summary>
    private async Task<PersonRow?> Apply(MergeId id, CancellationToken cancellation)
    {
        while (await rows.Find(id, cancellation) is { } row && await people.FindRow(id.Survivor, cancellation) is { } survivor)
        {
            if (row.Merge.Status != MergeStatus.Begun)
                return survivor;

            // Of the values as they were checked: the duplicate's row is as it was then, and of the survivor's the rest stays as it is now.
            var after = Domain.People.Merging.Take(survivor.Person, people.Open(row.Merge.After!), row.Merge.Taken);
            await likenesses.Put(after, cancellation);
            var standing = row.Merge with { Status = MergeStatus.Standing, Before = people.Store(survivor.Person), After = people.Store(after) };
            await rows.TryWrite(standing, row, after, survivor, cancellation);
        }

        return null;
    }

    private async Task FinishUndo(MergeId id, PersonId duplicate, CancellationToken cancellation)
    {
        await Separate(id, duplicate, cancellation);
        await Mark(duplicate, cancellation);
        await Done(id, cancellation);
    }

    /// <summary>Takes back what was written of a merge that does not hold.</summary>
    private async Task TakeBack(MergeId id, PersonId duplicate, CancellationToken cancellation)
    {
        await Separate(id, duplicate, cancellation);
        await rows.Delete(id, cancellation);
        await Done(id, cancellation);
    }

    private async Task Separate(MergeId id, PersonId duplicate, CancellationToken cancellation)
    {
        await aliases.Remove(duplicate, id, cancellation);
        while (await people.FindRow(duplicate, cancellation) is { } row && row.Person.MergedBy == id)
            await people.TryReplace(row.Person with { MergedBy = null }, row, cancellation);
    }

    /// <summary>Lets the night count anew what the duplicate took part in, now that the rows of the aliases say whom it was.</summary>
    private async Task Mark(PersonId duplicate, CancellationToken cancellation)
    {
        await foreach (var record in records.Of(duplicate, cancellation))
            await changed.Mark(record.Activity, cancellation);
    }

    private Task Note(MergeId id, PersonId duplicate, CancellationToken cancellation)
    {
        var key = Keys.Work.Merge(id);
        return _work.Put(new TableEntity(key.Partition, key.Row) { [Duplicate] = duplicate.Value, [At] = clock.GetUtcNow() }, cancellation);
    }

    private async Task Done(MergeId id, CancellationToken cancellation)
    {
        var key = Keys.Work.Merge(id);
        await _work.DeleteEntityAsync(key.Partition, key.Row, cancellationToken: cancellation);
    }
}
