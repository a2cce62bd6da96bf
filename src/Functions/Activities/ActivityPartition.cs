using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Activities;

/// <summary>The rows of one activity: how its facts are read from and written to its partition.</summary>
public sealed class ActivityPartition(Tables tables)
{
    /// <summary>What stands of a person at the most: sign-up, attendance, check-out ahead, make-up, correction and evaluation.</summary>
    internal const int RowsOfPerson = 6;

    private const string VersionProperty = "Version";
    private const string MarkedProperty = "Marked";
    private const string OffersDueAtProperty = "OffersDueAt";
    private const string ReducedAtProperty = "ReducedAt";
    private const string CommitProperty = "Commit";

    private readonly TableClient _table = tables.Activities;

    /// <summary>Reads an activity. Costs two calls, and one more for each further thousand rows; null when there is none.</summary>
    internal async Task<LoadedActivity?> Load(ActivityId id, CancellationToken cancellation)
    {
        // The roster first: a commit while the rest is being read changes its ETag, and whoever decides on this state fails to write.
        if (await ReadRoster(id, cancellation) is not { } roster)
            return null;
        var rows = await _table.Partition(id.Value, cancellation).ToListAsync(cancellation);
        ActivityFact[] facts = [.. rows.Select(FactOf).OfType<ActivityFact>()];
        var header = facts.OfType<Activity>().Single();
        return new LoadedActivity(ActivityState.Of(header).Apply(facts).At(roster.Version), roster)
        {
            Unsent = [.. rows.Select(MessageOf).OfType<ActivityCommitted>()],
        };
    }

    /// <summary>What is planned of an activity and its status, without its people: one call. Null when there is none.</summary>
    internal async Task<Activity?> FindHeader(ActivityId id, CancellationToken cancellation) =>
        (await _table.Find(Keys.Activities.Header(id), cancellation))?.Read(StoredActivitiesJson.Default.Activity);

    /// <summary>Brings an activity that was read earlier up to date, by reading what later versions wrote.</summary>
    internal async Task<LoadedActivity> Refresh(LoadedActivity known, CancellationToken cancellation)
    {
        var id = known.State.Activity.Id;
        var roster = await ReadRoster(id, cancellation) ?? throw new InvalidOperationException($"Activity {id} has lost its roster.");
        if (roster.ETag == known.Roster.ETag)
            return known;
        if (roster.ReducedAt > known.Roster.Version)
            return (await Load(id, cancellation))!;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {id.Value} and Version gt {known.Roster.Version}");
        return new LoadedActivity(known.State.Apply(await ReadFacts(filter, cancellation)).At(roster.Version), roster);
    }

    /// <summary>Writes a new activity; false when the id is taken. A draft concerns nobody yet, so no message tells of it.</summary>
    internal async Task<bool> TryCreate(Activity activity, CancellationToken cancellation)
    {
        try
        {
            await new Transaction(_table)
                .Insert(RowOf(activity.Id, activity, version: 1))
                .Insert(RowOfRoster(activity.Id, new RosterRow(1, Marked: false, OffersDueAt: null, default)))
                .Commit(cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }

    /// <summary>
    /// Writes facts and the message that tells of them, where there is one, if nobody committed since the activity was read. Null
    /// when somebody did; then nothing was written. What no message tells of changes no figure either, and needs no mark.
    /// </summary>
    /// <param name="commit">Any id, by which the commit is known again whose reply was lost.</param>
    /// <param name="state">What the facts make of it.</param>
    /// <param name="offersDueAt">See <see cref="RosterRow"/>.</param>
    internal async Task<RosterRow?> TryCommit(
        Guid commit,
        LoadedActivity known,
        ActivityState state,
        DateTimeOffset? offersDueAt,
        IReadOnlyCollection<ActivityFact> facts,
        ActivityCommitted? message,
        CancellationToken cancellation)
    {
        var id = known.State.Activity.Id;
        var version = known.Roster.Version + 1;
        Forgotten[] forgotten = [.. facts.OfType<Forgotten>()];
        var reducedAt = forgotten.Length > 0 ? version : known.Roster.ReducedAt;
        var after = new RosterRow(version, known.Roster.Marked || message is not null, offersDueAt, default, reducedAt, commit);
        var transaction = new Transaction(_table).Replace(RowOfRoster(id, after), known.Roster.ETag);
        foreach (var fact in facts.Where(fact => fact is not Forgotten))
        {
            // What was said of somebody before they were forgotten is said no more.
            if (fact.Person is not { } person || forgotten.All(f => f.Who != person) || state.About(person).Contains(fact))
                Add(transaction, RowOf(id, fact, version), isNew: !known.State.Replaces(fact));
        }

        foreach (var one in forgotten)
            TakeAway(transaction, known.State, state, one.Who);
        if (message is not null)
            transaction.Insert(RowOfMessage(message));
        return await TryCommit(transaction, after, cancellation);
    }

    /// <summary>Says that the figures have everything up to this version. Null when somebody committed since.</summary>
    internal Task<RosterRow?> TryUnmark(ActivityId id, RosterRow roster, CancellationToken cancellation) =>
        TryReplace(id, roster, roster with { Marked = false }, cancellation);

    /// <summary>Says when the activity falls due among those with offers. Null when somebody committed since.</summary>
    internal Task<RosterRow?> TryPostpone(ActivityId id, RosterRow roster, DateTimeOffset? offersDueAt, CancellationToken cancellation) =>
        TryReplace(id, roster, roster with { OffersDueAt = offersDueAt }, cancellation);

    /// <summary>The messages of commits that nobody has sent, or whose sending nobody has noted.</summary>
    internal IAsyncEnumerable<ActivityCommitted> Outbox(ActivityId id, CancellationToken cancellation) =>
        _table.Range(id.Value, Keys.Activities.OutboxPrefix, cancellation).Select(row => row.Read(StoredActivitiesJson.Default.ActivityCommitted));

    /// <summary>
    /// The activities that name a person in whatever way. It reads all that there are from end to end: who organised, or recorded
    /// others, stands in no index, and erasures and withdrawals are rare (docs/adr/0010).
    /// </summary>
    internal Task<IReadOnlyCollection<ActivityId>> Naming(PersonId person, CancellationToken cancellation) =>
        Search(filter: null, select: null, row => row.Names(person), cancellation);

    /// <summary>
    /// The activities that say something of a person. It looks through all that there are as well, but the store gives the person's
    /// rows alone.
    /// </summary>
    internal Task<IReadOnlyCollection<ActivityId>> About(PersonId person, CancellationToken cancellation)
    {
        var theirs = string.Join(" or ", Keys.Activities.RowsOf(person).Select(key => TableClient.CreateQueryFilter($"RowKey eq {key}")));
        return Search(theirs, ["PartitionKey"], _ => true, cancellation);
    }

    /// <summary>Notes that the messages of these commits of one activity were sent, by whomever.</summary>
    internal async Task Sent(IReadOnlyList<ActivityCommitted> commits, CancellationToken cancellation)
    {
        if (commits is [var only])
        {
            var key = Keys.Activities.Outbox(only.Activity, only.Version);
            await _table.DeleteEntityAsync(key.Partition, key.Row, cancellationToken: cancellation); // Nothing there is as good.
            return;
        }

        var transaction = new Transaction(_table);
        foreach (var commit in commits)
            transaction.Delete(Keys.Activities.Outbox(commit.Activity, commit.Version));
        try
        {
            await transaction.Commit(cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // Somebody has noted some of them already, and so the transaction was refused whole.
            foreach (var commit in commits)
                await Sent([commit], cancellation);
        }
    }

    /// <summary>
    /// A row that is known to be new is inserted, which costs Azurite half of what an upsert does. The roster's ETag makes sure of it.
    /// </summary>
    private static void Add(Transaction transaction, TableEntity row, bool isNew) => _ = isNew ? transaction.Insert(row) : transaction.Put(row);

    /// <summary>Takes the rows of a person away, except those that were written anew after they were forgotten.</summary>
    private static void TakeAway(Transaction transaction, ActivityState before, ActivityState after, PersonId person)
    {
        var id = before.Activity.Id;
        var kept = after.About(person).Select(fact => RowOf(id, fact, default).RowKey).ToHashSet();
        foreach (var row in before.About(person).Select(fact => RowOf(id, fact, default)).Where(row => !kept.Contains(row.RowKey)))
            transaction.Delete(row);
    }

    private Task<RosterRow?> TryReplace(ActivityId id, RosterRow before, RosterRow after, CancellationToken cancellation) =>
        TryCommit(new Transaction(_table).Replace(RowOfRoster(id, after), before.ETag), after, cancellation);

    private static async Task<RosterRow?> TryCommit(Transaction transaction, RosterRow after, CancellationToken cancellation)
    {
        try
        {
            var etags = await transaction.Commit(cancellation);
            return after with { ETag = etags[0] };
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return null;
        }
    }

    private async Task<RosterRow?> ReadRoster(ActivityId id, CancellationToken cancellation) =>
        await _table.Find(Keys.Activities.Roster(id), cancellation) is { } row
            ? new RosterRow(
                row.GetInt64(VersionProperty)!.Value, row.GetBoolean(MarkedProperty)!.Value, row.GetDateTimeOffset(OffersDueAtProperty), row.ETag,
                row.GetInt64(ReducedAtProperty) ?? 0, row.GetGuid(CommitProperty) ?? default)
            : null;

    /// <summary>The activities that have such a row, each once, looked for in all that there are.</summary>
    private async Task<IReadOnlyCollection<ActivityId>> Search(
        string? filter, IEnumerable<string>? select, Func<TableEntity, bool> isWanted, CancellationToken cancellation)
    {
        var found = new ConcurrentDictionary<string, ActivityId>();
        await Parallel.ForEachAsync(Keys.Activities.Ranges, Concurrency.Options(cancellation), async (range, token) =>
        {
            var within = TableClient.CreateQueryFilter($"PartitionKey ge {range.From} and PartitionKey lt {range.To}");
            var rows = _table.QueryAsync<TableEntity>(filter is null ? within : $"{within} and ({filter})", select: select, cancellationToken: token);
            await foreach (var row in rows.Where(isWanted).WithCancellation(token))
                found.TryAdd(row.PartitionKey, ActivityId.Parse(row.PartitionKey).Must());
        });
        return [.. found.Values];
    }

    private async Task<IReadOnlyList<ActivityFact>> ReadFacts(string filter, CancellationToken cancellation)
    {
        var facts = new List<ActivityFact>();
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            if (FactOf(row) is { } fact)
                facts.Add(fact);
        }

        return facts;
    }

    private static ActivityFact? FactOf(TableEntity row) => row.RowKey switch
    {
        Keys.Activities.HeaderRow => row.Read(StoredActivitiesJson.Default.Activity),
        Keys.Activities.ResultsRow => row.Read(StoredActivitiesJson.Default.OutreachResults),
        var key => key[..(key.IndexOf(':', StringComparison.Ordinal) + 1)] switch
        {
            Keys.Activities.SignUpPrefix => row.Read(StoredActivitiesJson.Default.SignUp),
            Keys.Activities.AttendancePrefix => row.Read(StoredActivitiesJson.Default.AttendanceFact),
            Keys.Activities.CheckOutAheadPrefix => row.Read(StoredActivitiesJson.Default.CheckOutAhead),
            Keys.Activities.MakeUpPrefix => row.Read(StoredActivitiesJson.Default.MakeUp),
            Keys.Activities.CorrectionPrefix => row.Read(StoredActivitiesJson.Default.Correction),
            Keys.Activities.EvaluationPrefix => row.Read(StoredActivitiesJson.Default.Evaluation),
            _ => null,
        },
    };

    private static ActivityCommitted? MessageOf(TableEntity row) =>
        row.RowKey.StartsWith(Keys.Activities.OutboxPrefix, StringComparison.Ordinal)
            ? row.Read(StoredActivitiesJson.Default.ActivityCommitted)
            : null;

    private static TableEntity RowOf(ActivityId id, ActivityFact fact, long version)
    {
        var row = fact switch
        {
            Activity activity => Rows.Entity(Keys.Activities.Header(id), activity, StoredActivitiesJson.Default.Activity),
            SignUp signUp => Rows.Entity(Keys.Activities.SignUp(id, signUp.Who.Person), signUp, StoredActivitiesJson.Default.SignUp),
            AttendanceFact attendance => Rows.Entity(
                Keys.Activities.Attendance(id, attendance.Who.Person), attendance, StoredActivitiesJson.Default.AttendanceFact),
            CheckOutAhead ahead => Rows.Entity(Keys.Activities.CheckOutAhead(id, ahead.Person), ahead, StoredActivitiesJson.Default.CheckOutAhead),
            MakeUp makeUp => Rows.Entity(Keys.Activities.MakeUp(id, makeUp.Person), makeUp, StoredActivitiesJson.Default.MakeUp),
            Correction correction => Rows.Entity(
                Keys.Activities.Correction(id, correction.Person), correction, StoredActivitiesJson.Default.Correction),
            Evaluation evaluation => Rows.Entity(
                Keys.Activities.Evaluation(id, evaluation.Person), evaluation, StoredActivitiesJson.Default.Evaluation),
            OutreachResults results => Rows.Entity(Keys.Activities.Results(id), results, StoredActivitiesJson.Default.OutreachResults),
            _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "Not a fact of an activity."),
        };
        row[VersionProperty] = version;
        return row;
    }

    private static TableEntity RowOfRoster(ActivityId id, RosterRow roster)
    {
        var key = Keys.Activities.Roster(id);
        var row = new TableEntity(key.Partition, key.Row) { [VersionProperty] = roster.Version, [MarkedProperty] = roster.Marked };
        if (roster.OffersDueAt is { } dueAt)
            row[OffersDueAtProperty] = dueAt;
        if (roster.ReducedAt > 0)
            row[ReducedAtProperty] = roster.ReducedAt;
        row[CommitProperty] = roster.Commit;
        return row;
    }

    private static TableEntity RowOfMessage(ActivityCommitted message)
    {
        var row = Rows.Entity(
            Keys.Activities.Outbox(message.Activity, message.Version), message, StoredActivitiesJson.Default.ActivityCommitted);
        row[VersionProperty] = message.Version;
        return row;
    }
}
