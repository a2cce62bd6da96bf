using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People.Erasing;

/// <summary>
/// Erases a person whose erasure was asked for. It runs at once and, when whoever was at work then is through and no message from
/// then waits any more, again, which finds what was written meanwhile and deletes the last that names the person.
/// </summary>
public sealed class WorkOffErasure(Erasures erasures, Eraser eraser, MessageEraser messages, TimeProvider clock)
{
    [Function(nameof(WorkOffErasure))]
    public async Task Run([QueueTrigger(Queues.Erasures)] string message, CancellationToken cancellation)
    {
        var wanted = JsonSerializer.Deserialize(message, ErasuresJson.Default.ErasureWanted)!;
        if (await erasures.Find(wanted.StandIn, cancellation) is not { } asked)
            return;

        var settledAt = Erasures.SettledAt(asked);
        var last = clock.GetUtcNow() > settledAt && await messages.AreWorkedOff(settledAt, cancellation);
        var erasure = await eraser.Close(asked, cancellation);
        await eraser.Erase(erasure, last, cancellation);
        await (last ? erasures.End(erasure, cancellation) : erasures.Postpone(erasure, cancellation));
    }
}
