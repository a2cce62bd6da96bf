using Azure;
using Azure.Data.Tables;
using Outreach.Domain;
using Outreach.Domain.Participation;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Participation;

/// <summary>The figures of all that stands directly below one area, or of all units: a partition that is read and written at a time.</summary>
internal sealed class SiblingFigures
{
    private const string People = "People";
    private const string PartyMembers = "PartyMembers";

    private readonly Dictionary<string, TableEntity> _rows = [];
    private readonly Dictionary<string, Figures> _figures = [];
    private readonly Dictionary<string, TableEntity> _changed = [];

    private SiblingFigures()
    {
    }

    public IReadOnlyCollection<Figures> All => _figures.Values;

    public static async Task<SiblingFigures> Read(
        TableClient table, string partition, Dimension dimension, Month month, CancellationToken cancellation)
    {
        var siblings = new SiblingFigures();
        await foreach (var row in table.Partition(partition, cancellation))
        {
            siblings._rows[row.RowKey] = row;
            siblings._figures[row.RowKey] = FiguresOf(new FigureKey(dimension, row.RowKey, month), row);
        }

        return siblings;
    }

    /// <summary>Puts figures in the place of those that stand there. The same ones change nothing and keep the instant they are as of.</summary>
    public void Replace(Figures figures, DateTimeOffset asOf)
    {
        var code = figures.Key.Code;
        _figures[code] = figures;
        if (!_rows.TryGetValue(code, out var before) || !Same(before, RowOf(figures, AsOf(before))))
            _changed[code] = RowOf(figures, asOf);
    }

    /// <summary>Writes what changed; false when somebody else has written it since it was read.</summary>
    public async Task<bool> TryWrite(TableClient table, CancellationToken cancellation)
    {
        foreach (var some in _changed.Chunk(Transaction.MostRows))
        {
            var transaction = new Transaction(table);
            foreach (var (code, row) in some)
                _ = _rows.TryGetValue(code, out var before) ? transaction.Replace(row, before.ETag) : transaction.Insert(row);
            try
            {
                await transaction.Commit(cancellation);
            }
            catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Who counts in the figures of a row.</summary>
    public static PersonSet PeopleOf(TableEntity row) => PersonSet.FromBytes(row.Bytes(People));

    private static bool Same(TableEntity before, TableEntity after) => Properties(before).SequenceEqual(Properties(after));

    /// <summary>What the app wrote, each value in a form that can be compared.</summary>
    private static IEnumerable<(string Name, string Value)> Properties(TableEntity row) => row
        .Where(property => property.Key is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag"))
        .OrderBy(property => property.Key, StringComparer.Ordinal)
        .Select(property => (property.Key, property.Value is byte[] bytes ? Convert.ToHexString(bytes) : $"{property.Value}"));

    private static DateTimeOffset AsOf(TableEntity row) => row.Read(StoredParticipationJson.Default.StoredFigures).AsOf;

    private static TableEntity RowOf(Figures figures, DateTimeOffset asOf) => Rows
        .Entity(
            Keys.Participation.Figures(figures.Key),
            new StoredFigures(
                figures.Activities, figures.Visits, figures.People.Count, figures.PartyMembers.Count, figures.CreditMinutes,
                figures.MakeUpMinutes, [.. figures.ByCategory], [.. figures.Children], asOf, figures.Outreach.OrNull(), figures.Late),
            StoredParticipationJson.Default.StoredFigures)
        .WithBytes(People, figures.People.ToBytes())
        .WithBytes(PartyMembers, figures.PartyMembers.ToBytes())
        .WithMembers(figures.Members);

    /// <summary>All that a row says of its key.</summary>
    public static Figures FiguresOf(FigureKey key, TableEntity row)
    {
        var stored = row.Read(StoredParticipationJson.Default.StoredFigures);
        return new Figures(
            key, stored.Activities, stored.Visits, stored.CreditMinutes, stored.MakeUpMinutes,
            PeopleOf(row), PersonSet.FromBytes(row.Bytes(PartyMembers)), [.. stored.ByCategory], [.. stored.Children])
        {
            Outreach = stored.Outreach ?? OutreachFigures.None,
            Late = stored.Late,
        };
    }
}
