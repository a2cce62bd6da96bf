using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Participation;
using Outreach.Domain.Territory;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Participation;

/// <summary>Replaces the figures of every key of a district's month that was touched, and of what stands above it, from the bottom up.</summary>
public sealed class FoldMonth(FoldRequests requests, FiguresStore figures)
{
    [Function(nameof(FoldMonth))]
    public async Task Run([QueueTrigger(Queues.MonthFolds)] string message, CancellationToken cancellation)
    {
        var wanted = JsonSerializer.Deserialize(message, StoredParticipationJson.Default.MonthFoldWanted)!;
        await requests.WorkOff(wanted.District, wanted.Month, touched => Fold(touched, cancellation), cancellation);
    }

    private async Task Fold(IReadOnlyCollection<FigureKey> touched, CancellationToken cancellation)
    {
        var levels = touched.SelectMany(SelfAndAbove).Distinct().GroupBy(key => key.Code.Length).OrderByDescending(level => level.Key);
        foreach (var level in levels)
            await Parallel.ForEachAsync(level, Concurrency.Options(cancellation), async (key, token) => await figures.Fold(key, token));
    }

    /// <summary>A unit stands alone: its code is no place in the tree.</summary>
    private static IEnumerable<FigureKey> SelfAndAbove(FigureKey key) => key.Dimension == Dimension.Unit
        ? [key]
        : AreaCode.Parse(key.Code).Must().SelfAndAncestors.Select(area => key with { Code = area.Value });
}
