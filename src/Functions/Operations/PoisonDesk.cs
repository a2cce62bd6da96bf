using Outreach.Domain;
using Outreach.Functions.Security;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Operations;

/// <summary>What was set aside from the queues, for the admins of the app's district, who may send it again.</summary>
public sealed class PoisonDesk(PoisonQueues queues, PoisonLooks looks, AuditLog audit, AppDistrict district)
{
    /// <param name="limit">At most so many messages of each queue.</param>
    internal async Task<Result<IReadOnlyList<PoisonQueueAnswer>>> Look(int limit, Caller caller, CancellationToken cancellation)
    {
        if (district.Lacks(caller) is { } lacks)
            return lacks;
        return await Task.WhenAll(Queues.All.Select(queue => Look(queue, limit, cancellation)));
    }

    /// <summary>Sends what is wanted again, each queue with an entry in the audit log before.</summary>
    /// <returns>How many messages were sent.</returns>
    internal async Task<Result<int>> Replay(ReplayRequest wanted, Caller caller, CancellationToken cancellation)
    {
        if (!wanted.Check().TryGet(out var named, out var refusal))
            return refusal;
        if (district.Lacks(caller) is { } lacks)
            return lacks;

        var replayed = 0;
        foreach (var queue in named)
        {
            if (wanted.MessageId is not null && replayed > 0)
                break;
            var (_, before) = await queues.Count(queue, cancellation);
            if (before == 0)
                continue;
            var what = wanted.MessageId is { } id ? $"replay:{queue}:{id}" : $"replay:{queue}";
            await audit.Write(district.Code, caller.Person, what, $"{before}", "", cancellation);
            replayed += await queues.Replay(queue, wanted.MessageId, cancellation);
        }

        return replayed;
    }

    private async Task<PoisonQueueAnswer> Look(string queue, int limit, CancellationToken cancellation)
    {
        var (waiting, poison) = await queues.Count(queue, cancellation);
        return new PoisonQueueAnswer(queue, waiting, poison, [.. (await queues.Peek(queue, limit, cancellation)).Select(looks.Of)]);
    }
}
