using System.Collections.Concurrent;
using Azure.Data.Tables;
using Outreach.Domain;
using Outreach.Domain.Participation;
using Outreach.Domain.Territory;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Participation;

/// <summary>The folded figures: one row a key, holding all that a page shows of it, so that showing it costs one read.</summary>
public sealed class FiguresStore(Tables tables, ContributionStore contributions, TimeProvider clock)
{
    private readonly TableClient _table = tables.Figures;

    /// <summary>
    /// What is shown of a key; null when nothing was ever counted there. The sets of people, which grow with them, stay in the store.
    /// </summary>
    internal async Task<StoredFigures?> Find(FigureKey key, CancellationToken cancellation) =>
        (await _table.FindSubject(Keys.Participation.Figures(key), cancellation))?.Read(StoredParticipationJson.Default.StoredFigures);

    /// <summary>The people of a unit one by one, and when they were counted; null when nothing was ever counted there.</summary>
    internal async Task<UnitFigures?> FindUnit(FigureKey unit, CancellationToken cancellation) =>
        await _table.Find(Keys.Participation.Figures(unit), cancellation) is { } row
            ? new UnitFigures(row.Read(StoredParticipationJson.Default.StoredFigures), SiblingFigures.PeopleOf(row), row.Members())
            : null;

    /// <summary>What is counted of a key with its sets of people, and when it was; null when nothing was ever counted there.</summary>
    internal async Task<(Figures Figures, DateTimeOffset AsOf)?> FindWhole(FigureKey key, CancellationToken cancellation) =>
        await _table.Find(Keys.Participation.Figures(key), cancellation) is { } row
            ? (SiblingFigures.FiguresOf(key, row), row.Read(StoredParticipationJson.Default.StoredFigures).AsOf)
            : null;

    /// <summary>What is counted of all that stands directly below an area, with the sets of people.</summary>
    internal async Task<IReadOnlyCollection<Figures>> Below(FigureKey key, CancellationToken cancellation) =>
        (await SiblingFigures.Read(_table, Keys.Participation.FiguresBelow(key), key.Dimension, key.Month, cancellation)).All;

    /// <summary>Makes the figures of keys, and of all that stands above them, anew from the contributions.</summary>
    /// <param name="touched">Keys of the district and the month.</param>
    public async Task Fold(FigureDistrict district, Month month, IReadOnlyCollection<FigureKey> touched, CancellationToken cancellation)
    {
        FigureKey[] wanted = [.. touched.SelectMany(SelfAndAbove).Distinct().OrderByDescending(key => key.Code.Length)];
        while (!await TryFold(district, month, wanted, cancellation))
        {
            // Somebody folded some of them meanwhile.
        }
    }

    /// <summary>
    /// Folds from the bottom up. The rows are read before their sources and replaced only if they are still the same, so that a slow
    /// fold never writes older figures over newer ones: then it is false, and what was written is right as far as it goes.
    /// </summary>
    /// <param name="wanted">With all that stands above each, those below before those above.</param>
    private async Task<bool> TryFold(
        FigureDistrict district, Month month, IReadOnlyCollection<FigureKey> wanted, CancellationToken cancellation)
    {
        var siblings = await ReadSiblings(wanted, cancellation);
        var asOf = clock.GetUtcNow();
        var own = await contributions.In(district, month, cancellation);
        foreach (var key in wanted)
        {
            var below = key.Dimension == Dimension.Unit ? [] : siblings[Keys.Participation.FiguresBelow(key)].All;
            siblings[Keys.Participation.Figures(key).Partition].Replace(Figures.Fold(key, [.. own[key]], below), asOf);
        }

        var written = 0;
        await Parallel.ForEachAsync(siblings.Values, Concurrency.Options(cancellation), async (some, token) =>
        {
            if (await some.TryWrite(_table, token))
                Interlocked.Increment(ref written);
        });
        return written == siblings.Count;
    }

    /// <summary>The partitions in which keys stand, and those of what is directly below them.</summary>
    private async Task<IReadOnlyDictionary<string, SiblingFigures>> ReadSiblings(IReadOnlyCollection<FigureKey> keys, CancellationToken cancellation)
    {
        var found = new ConcurrentDictionary<string, SiblingFigures>();
        var places = keys.Where(key => key.Dimension != Dimension.Unit);
        var own = keys.Select(key => (Keys.Participation.Figures(key).Partition, key.Dimension, key.Month));
        var below = places.Select(key => (Keys.Participation.FiguresBelow(key), key.Dimension, key.Month));
        await Parallel.ForEachAsync(own.Union(below), Concurrency.Options(cancellation), async (place, token) =>
        {
            var (partition, dimension, month) = place;
            found[partition] = await SiblingFigures.Read(_table, partition, dimension, month, token);
        });
        return found;
    }

    /// <summary>A unit stands alone: its code is no place in the tree.</summary>
    private static IEnumerable<FigureKey> SelfAndAbove(FigureKey key) => key.Dimension == Dimension.Unit
        ? [key]
        : AreaCode.Parse(key.Code).Must().SelfAndAncestors.Select(area => key with { Code = area.Value });
}
