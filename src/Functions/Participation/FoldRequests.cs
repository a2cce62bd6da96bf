using System.Text.Json;
using Azure.Data.Tables;
using Outreach.Domain;
using Outreach.Domain.Participation;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Participation;

/// <summary>
/// Which keys have contributions newer than their figures, and who has been asked to fold them (docs/adr/0007). A request row
/// stands from the first touched key until a fold has seen everything; whoever touches a key meanwhile changes the row, and
/// the fold, which deletes it only as it saw it, goes on.
/// </summary>
public sealed class FoldRequests(Tables tables, Queues queues, TimeProvider clock)
{
    private const string Touched = "Touched";

    private readonly TableClient _table = tables.Work;

    /// <summary>Notes that keys were touched, and asks for a fold of each of their districts and months.</summary>
    public async Task Touch(IEnumerable<FigureKey> keys, CancellationToken cancellation)
    {
        foreach (var some in keys.Distinct().GroupBy(key => (key.District, key.Month)))
        {
            var (district, month) = some.Key;
            var note = Keys.Work.Fold(district, month, Guid.NewGuid());
            var touched = JsonSerializer.SerializeToUtf8Bytes([.. some], StoredParticipationJson.Default.FigureKeyArray);
            await _table.TryInsert(new TableEntity(note.Partition, note.Row).WithBytes(Touched, touched), cancellation);
            await Request(district, month, cancellation);
        }
    }

    /// <summary>Folds until nothing is left to fold: gives the keys touched, and clears what did not change meanwhile.</summary>
    public async Task WorkOff(
        FigureDistrict district, Month month, Func<IReadOnlyCollection<FigureKey>, Task> fold, CancellationToken cancellation)
    {
        var requestKey = Keys.Work.FoldRequest(district, month);
        while (await _table.Find(requestKey, cancellation) is { } request)
        {
            var notes = await _table.Partition(Keys.Work.FoldPartition(district, month), cancellation).ToListAsync(cancellation);
            await fold([.. notes.SelectMany(KeysOf).Distinct()]);
            await Parallel.ForEachAsync(notes, Concurrency.Options(cancellation), async (row, token) =>
                await _table.TryDelete(new RowKey(row.PartitionKey, row.RowKey), row.ETag, token));
            await _table.TryDelete(requestKey, request.ETag, cancellation);
        }
    }

    /// <summary>Sends the messages of requests again that nobody has worked off since an instant.</summary>
    public async Task SendAgain(DateTimeOffset olderThan, CancellationToken cancellation)
    {
        await foreach (var row in _table.Partition(Keys.Work.FoldRequests, cancellation))
        {
            if (row.GetDateTimeOffset("At") <= olderThan && row.RowKey.Split(':') is [var district, var month])
                await Send(FigureDistrict.Parse(district).Must(), Month.Parse(month).Must(), cancellation);
        }
    }

    private async Task Request(FigureDistrict district, Month month, CancellationToken cancellation)
    {
        var key = Keys.Work.FoldRequest(district, month);
        var row = new TableEntity(key.Partition, key.Row) { ["At"] = clock.GetUtcNow() };
        if (await _table.Put(row, _ => row, cancellation))
            await Send(district, month, cancellation);
    }

    private Task Send(FigureDistrict district, Month month, CancellationToken cancellation) => queues.Send(
        Queues.MonthFolds,
        new MonthFoldWanted(MonthFoldWanted.CurrentSchema, clock.GetUtcNow(), district, month),
        StoredParticipationJson.Default.MonthFoldWanted,
        cancellation);

    private static FigureKey[] KeysOf(TableEntity note) =>
        JsonSerializer.Deserialize(note.Bytes(Touched), StoredParticipationJson.Default.FigureKeyArray)!;
}
