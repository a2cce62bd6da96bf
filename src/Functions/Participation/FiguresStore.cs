using Azure.Data.Tables;
using Outreach.Domain.Participation;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Participation;

/// <summary>The folded figures: one row a key, holding all that a page shows of it, so that showing it costs one read.</summary>
public sealed class FiguresStore(Tables tables, ContributionStore contributions, TimeProvider clock)
{
    private const string People = "People";
    private const string PartyMembers = "PartyMembers";

    private readonly TableClient _table = tables.Figures;

    /// <summary>What is shown of a key; null when nothing was ever counted there.</summary>
    internal async Task<StoredFigures?> Find(FigureKey key, CancellationToken cancellation) =>
        (await _table.Find(Keys.Participation.Figures(key), cancellation))?.Read(StoredParticipationJson.Default.StoredFigures);

    /// <summary>The people of a unit one by one, and when they were counted; null when nothing was ever counted there.</summary>
    internal async Task<UnitFigures?> FindUnit(FigureKey unit, CancellationToken cancellation) =>
        await _table.Find(Keys.Participation.Figures(unit), cancellation) is { } row
            ? new UnitFigures(row.Read(StoredParticipationJson.Default.StoredFigures), row.Members())
            : null;

    /// <summary>
    /// Makes the figures of a key anew from what stands below it. The row is read before its sources and replaced only if it is
    /// still the same, so that a slow fold never writes older figures over newer ones.
    /// </summary>
    public async Task Fold(FigureKey key, CancellationToken cancellation)
    {
        while (true)
        {
            var before = await _table.Find(Keys.Participation.Figures(key), cancellation);
            var asOf = clock.GetUtcNow();
            var own = await contributions.To(key, cancellation);
            var figures = Figures.Fold(key, own, await Below(key, cancellation));
            var row = RowOf(figures, asOf);
            if (before is null ? await _table.TryInsert(row, cancellation) : await _table.TryReplace(row, before.ETag, cancellation))
                return;
        }
    }

    private async Task<IReadOnlyCollection<Figures>> Below(FigureKey key, CancellationToken cancellation) =>
        key.Dimension == Dimension.Unit
            ? []
            : await _table.Partition(Keys.Participation.FiguresBelow(key.Dimension, key.Code, key.Month), cancellation)
                .Select(row => Read(key with { Code = row.RowKey }, row))
                .ToListAsync(cancellation);

    private static TableEntity RowOf(Figures figures, DateTimeOffset asOf) => Rows
        .Entity(
            Keys.Participation.Figures(figures.Key),
            new StoredFigures(
                figures.Activities, figures.Visits, figures.People.Count, figures.PartyMembers.Count, figures.CreditMinutes,
                figures.MakeUpMinutes, [.. figures.ByCategory], [.. figures.Children], asOf),
            StoredParticipationJson.Default.StoredFigures)
        .WithBytes(People, figures.People.ToBytes())
        .WithBytes(PartyMembers, figures.PartyMembers.ToBytes())
        .WithMembers(figures.Members);

    private static Figures Read(FigureKey key, TableEntity row)
    {
        var stored = row.Read(StoredParticipationJson.Default.StoredFigures);
        return new Figures(
            key, stored.Activities, stored.Visits, stored.CreditMinutes, stored.MakeUpMinutes,
            PersonSet.FromBytes(row.Bytes(People)), PersonSet.FromBytes(row.Bytes(PartyMembers)), [.. stored.ByCategory], [.. stored.Children]);
    }
}
