using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Participation;

/// <summary>Replaces the figures of every key of a district's month that was touched, and of what stands above it, from the bottom up.</summary>
public sealed class FoldMonth(FoldRequests requests, FiguresStore figures)
{
    [Function(nameof(FoldMonth))]
    public async Task Run([QueueTrigger(Queues.MonthFolds)] string message, CancellationToken cancellation)
    {
        var wanted = JsonSerializer.Deserialize(message, StoredParticipationJson.Default.MonthFoldWanted)!;
        await requests.WorkOff(
            wanted.District, wanted.Month, touched => figures.Fold(wanted.District, wanted.Month, touched, cancellation), cancellation);
    }
}
