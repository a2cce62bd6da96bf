using Azure.Data.Tables;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Security.Limits;

/// <summary>
/// Holds a limit over all hosts without a row that they contend for (docs/adr/0016): each writes what it claims into a row of its
/// own and then reads everybody's. Of two that claim at the same moment at least the later one sees both, so that claims together
/// never exceed the limit. The minute before counts by the part of it that is less than a minute ago.
/// </summary>
public sealed partial class RateLimiter(Tables tables, TimeProvider clock, ILogger<RateLimiter> log) : IDisposable
{
    /// <summary>Two minutes are looked at.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(2);

    /// <summary>Who is refused asks again after a second at the earliest: refusals are cheap, and a claim that was given back is found.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private const int MostKept = 100_000;

    private readonly TableClient _table = tables.Limits;
    private readonly string _host = Guid.NewGuid().ToString("n");
    private readonly MemoryCache _buckets = new(new MemoryCacheOptions { SizeLimit = MostKept });

    /// <summary>Lets a call pass (null), or says after how long the next one may.</summary>
    /// <param name="name">Whose calls are counted: a hash, in hexadecimal.</param>
    internal async Task<TimeSpan?> Take(string name, RateLimit limit, CancellationToken cancellation)
    {
        var bucket = BucketOf(name);
        await bucket.One.WaitAsync(cancellation);
        try
        {
            var now = clock.GetUtcNow();
            bucket.Turn(now.ToUnixTimeSeconds() / 60, limit);
            if (bucket.TryUse())
                return null;
            if (now >= bucket.ClosedUntil)
                await Claim(bucket, name, limit, now, cancellation);
            if (bucket.TryUse())
                return null;
            if (now >= bucket.ClosedUntil)
                bucket.Close(now + Pause);
            return TimeSpan.FromSeconds(60 - (now.ToUnixTimeSeconds() % 60));
        }
        catch (Exception e) when (e.IsOutage() && !cancellation.IsCancellationRequested)
        {
            // A limit must not make an outage worse; what is called for meets the store itself.
            LogUnlimited(log, e);
            return null;
        }
        finally
        {
            bucket.One.Release();
        }
    }

    /// <summary>Deletes the claims that count no longer.</summary>
    public async Task<int> Sweep(CancellationToken cancellation)
    {
        var (deleted, oldest) = (0, (clock.GetUtcNow() - KeptFor).ToUnixTimeSeconds() / 60);
        foreach (var partition in Keys.Limits.Partitions)
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and Minute lt {oldest}");
            await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
                deleted += (await _table.DeleteEntityAsync(row, row.ETag, cancellation)).IsError ? 0 : 1;
        }

        return deleted;
    }

    /// <summary>Deletes what was claimed of a limit under a name.</summary>
    internal async Task Forget(string name, CancellationToken cancellation)
    {
        await foreach (var row in _table.Range(Keys.Limits.Partition(name), Keys.Limits.Prefix(name), cancellation))
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellation);
    }

    public void Dispose() => _buckets.Dispose();

    /// <summary>Claims a step more: all of it, as much as there is room for, or nothing.</summary>
    private async Task Claim(Bucket bucket, string name, RateLimit limit, DateTimeOffset now, CancellationToken cancellation)
    {
        var wanted = bucket.Used + limit.Step;
        await Write(bucket, name, wanted, cancellation);
        var (others, before) = await Others(bucket, name, cancellation);
        var passed = now.ToUnixTimeMilliseconds() % 60_000 / 60_000d;
        var room = (int)Math.Floor(limit.PerMinute - ((before + bucket.Before) * (1 - passed))) - others;
        bucket.Claim(Math.Min(wanted, room));
        if (bucket.Claimed < wanted)
            await Write(bucket, name, bucket.Claimed, cancellation);
    }

    private Task Write(Bucket bucket, string name, int claimed, CancellationToken cancellation)
    {
        var key = Keys.Limits.Claim(name, _host);
        return _table.Put(
            new TableEntity(key.Partition, key.Row) { ["Minute"] = bucket.Minute, ["Claimed"] = claimed, ["Before"] = bucket.Before }, cancellation);
    }

    /// <summary>What the other hosts claimed in the minute, and let pass in the one before.</summary>
    private async Task<(int Now, int Before)> Others(Bucket bucket, string name, CancellationToken cancellation)
    {
        var (now, before) = (0, 0);
        var own = Keys.Limits.Claim(name, _host);
        await foreach (var row in _table.Range(own.Partition, Keys.Limits.Prefix(name), cancellation).Where(row => row.RowKey != own.Row))
        {
            var (minute, claimed) = (row.GetInt64("Minute"), row.GetInt32("Claimed")!.Value);
            now += minute == bucket.Minute ? claimed : 0;
            before += minute == bucket.Minute ? row.GetInt32("Before")!.Value : minute == bucket.Minute - 1 ? claimed : 0;
        }

        return (now, before);
    }

    private Bucket BucketOf(string name)
    {
        lock (_buckets)
        {
            return _buckets.GetOrCreate(name, entry =>
            {
                entry.SetSize(1).SetSlidingExpiration(KeptFor);
                return new Bucket();
            })!;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store did not answer for a rate limit; the call passes.")]
    private static partial void LogUnlimited(ILogger log, Exception exception);
}
