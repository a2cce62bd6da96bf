using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People.Erasing;

/// <summary>
/// Erases a person whose erasure was asked for. It runs at once and, when whoever was at work then is through, a second time, which
/// finds what they wrote meanwhile and deletes the last that names the person.
/// </summary>
public sealed class WorkOffErasure(Erasures erasures, Eraser eraser)
{
    [Function(nameof(WorkOffErasure))]
    public async Task Run([QueueTrigger(Queues.Erasures)] string message, CancellationToken cancellation)
    {
        var wanted = JsonSerializer.Deserialize(message, ErasuresJson.Default.ErasureWanted)!;
        if (await erasures.Find(wanted.StandIn, cancellation) is not { } asked)
            return;

        var last = erasures.IsSettled(asked);
        var erasure = await eraser.Close(asked, cancellation);
        await eraser.Erase(erasure, last, cancellation);
        await (last ? erasures.End(erasure, cancellation) : erasures.Postpone(erasure, cancellation));
    }
}
