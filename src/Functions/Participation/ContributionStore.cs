using Azure.Data.Tables;
using Outreach.Domain.Activities;
using Outreach.Domain.Participation;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Participation;

/// <summary>
/// What each activity adds to the figures: one row a key and activity, and beside them one row an activity that lists its keys,
/// so that a key it no longer touches loses its row.
/// </summary>
public sealed class ContributionStore(Tables tables)
{
    private const string People = "People";
    private const string PartyMembers = "PartyMembers";

    private readonly TableClient _table = tables.Contributions;

    /// <summary>Makes an activity's contributions exactly these. Gives every key that it touches or touched before.</summary>
    public async Task<IReadOnlyCollection<FigureKey>> Replace(
        ActivityId activity, IReadOnlyCollection<Contribution> contributions, CancellationToken cancellation)
    {
        var keys = contributions.Select(c => c.Key).ToHashSet();
        var before = await KeysOf(activity, cancellation);
        var touched = before.Union(keys).ToArray();

        // The list first, with the old keys and the new: a crash before the rows are done leaves a list that names them all.
        await PutKeys(activity, touched, cancellation);
        await Parallel.ForEachAsync(contributions, Concurrency.Options(cancellation), async (c, token) => await _table.Put(RowOf(c), token));
        await Parallel.ForEachAsync(before.Except(keys), Concurrency.Options(cancellation), async (key, token) =>
        {
            var row = Keys.Participation.Contribution(key, activity);
            await _table.DeleteEntityAsync(row.Partition, row.Row, cancellationToken: token);
        });
        if (touched.Length != keys.Count)
            await PutKeys(activity, [.. keys], cancellation);
        return touched;
    }

    /// <summary>Everything that activities contribute to a key itself, not to what is below it.</summary>
    public async Task<IReadOnlyCollection<Contribution>> To(FigureKey key, CancellationToken cancellation) =>
        await _table.Partition(Keys.Participation.ContributionPartition(key), cancellation).Select(row => Read(key, row)).ToListAsync(cancellation);

    private async Task<FigureKey[]> KeysOf(ActivityId activity, CancellationToken cancellation) =>
        (await _table.Find(Keys.Participation.KeysOf(activity), cancellation))?.Read(StoredParticipationJson.Default.FigureKeyArray) ?? [];

    private Task PutKeys(ActivityId activity, FigureKey[] keys, CancellationToken cancellation) =>
        _table.Put(Rows.Entity(Keys.Participation.KeysOf(activity), keys, StoredParticipationJson.Default.FigureKeyArray), cancellation);

    private static TableEntity RowOf(Contribution c) => Rows
        .Entity(
            Keys.Participation.Contribution(c.Key, c.Activity),
            new StoredContribution(c.Category, c.Visits, c.CreditMinutes, c.MakeUpMinutes),
            StoredParticipationJson.Default.StoredContribution)
        .WithBytes(People, c.People.ToBytes())
        .WithBytes(PartyMembers, c.PartyMembers.ToBytes())
        .WithMembers(c.Members);

    private static Contribution Read(FigureKey key, TableEntity row)
    {
        var stored = row.Read(StoredParticipationJson.Default.StoredContribution);
        return new Contribution(
            ActivityId.Parse(row.RowKey).Must(), key, stored.Category, stored.Visits, stored.CreditMinutes, stored.MakeUpMinutes,
            PersonSet.FromBytes(row.Bytes(People)), PersonSet.FromBytes(row.Bytes(PartyMembers)))
        {
            Members = row.Members(),
        };
    }
}
