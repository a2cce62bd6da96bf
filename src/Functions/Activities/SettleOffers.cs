using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Outreach.Domain.Activities;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Activities;

/// <summary>
/// Ends offers that nobody took in time and offers the places to the next in line, where no other call comes by to do it. What
/// is to be done follows from the activities' rows, so a run that was missed is made up for by the next.
/// </summary>
public sealed partial class SettleOffers(
    PendingOffers offers, ActivityStore activities, ActivityPartition partition, OfferTerms terms, TimeProvider clock, ILogger<SettleOffers> log)
{
    /// <remarks>Every minute.</remarks>
    [Function(nameof(SettleOffers))]
    public async Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellation) => await Parallel.ForEachAsync(
        await offers.Due(clock.GetUtcNow(), cancellation), Concurrency.Options(cancellation), async (pending, token) => await Settle(pending, token));

    private async Task Settle(PendingOffer pending, CancellationToken cancellation)
    {
        var id = pending.Activity;
        while ((await activities.Commit(id, state => WaitingList.Decide(state, terms, clock.GetUtcNow()), cancellation))
            .TryGet(out var settled, out _) && !settled.Facts.IsEmpty)
            LogSettled(log, id.Value, settled.Facts.Length);

        if (await partition.Load(id, cancellation) is not { } activity)
            return;
        // The roster first: whoever offers a place from then on sees that the row has to be written again.
        var dueAt = WaitingList.DueAt(activity.State, clock.GetUtcNow());
        if (await partition.TryPostpone(id, activity.Roster, dueAt, cancellation) is not null)
            await offers.Postpone(pending, dueAt, cancellation);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Settled {Facts} offers of activity {Activity}.")]
    private static partial void LogSettled(ILogger log, string activity, int facts);
}
