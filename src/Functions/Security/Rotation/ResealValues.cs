using System.Security.Cryptography;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Security.Rotation;

/// <summary>
/// Seals anew what keys of the ring have sealed that are not the current one, so that they can be dropped (docs/adr/0017). The notes
/// name the work: a run that is cut off is gone on with by the next, and where there are none a run is a few small queries.
/// </summary>
public sealed partial class ResealValues(
    SealedPlaces places, IEnumerable<ISealedStore> stores, KeyRing keys, TimeProvider clock, ILogger<ResealValues> log)
{
    private readonly Dictionary<string, ISealedStore> _stores = stores.ToDictionary(store => store.Kind);

    /// <remarks>At twenty past every hour.</remarks>
    [Function(nameof(ResealValues))]
    public async Task Run([TimerTrigger("0 20 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        foreach (var key in keys.Names.Where(name => name != keys.Current))
        {
            var (done, left) = (0, 0);
            await Parallel.ForEachAsync(places.Of(key, cancellation), Concurrency.Options(cancellation), async (place, token) =>
            {
                if (await Reseal(place, token))
                    Interlocked.Increment(ref done);
                else
                    Interlocked.Increment(ref left);
            });
            if (done + left > 0)
                LogResealed(log, key, done, left, timer.IsPastDue);
        }
    }

    /// <summary>False where the place has to be looked at again.</summary>
    private async Task<bool> Reseal(SealedPlace place, CancellationToken cancellation)
    {
        // Read before the values: who seals with this key still, an instance that was not restarted yet, notes the place first.
        var isSettled = clock.GetUtcNow() - place.NotedAt > SealedPlaces.Grace;
        if (!_stores.TryGetValue(place.Kind, out var store))
            return false;
        try
        {
            await store.Reseal(place.Partition, cancellation);
        }
        catch (CryptographicException e)
        {
            // One value that nobody can read must not keep the key in use for all the others.
            LogUnreadable(log, place.Key, place.Kind, place.Partition, e.Message);
            return false;
        }

        if (isSettled)
            await places.Forget(place, cancellation);
        return isSettled;
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Sealed anew after key {Key}: {Done} places, {Left} to be looked at again (late: {Late}).")]
    private static partial void LogResealed(ILogger log, string key, int done, int left, bool late);

    [LoggerMessage(Level = LogLevel.Error, Message = "What key {Key} sealed in {Kind} {Partition} cannot be opened: {Reason}")]
    private static partial void LogUnreadable(ILogger log, string key, string kind, string partition, string reason);
}
