using Microsoft.Extensions.Caching.Memory;

namespace Outreach.Functions.Security;

/// <summary>
/// What a host has read lately, so that somebody who makes several calls in a row costs the store one. What changes through another
/// host is noticed after <see cref="KeptFor"/>; what changes through this one, at once.
/// </summary>
internal sealed class ShortMemory<T>(TimeProvider clock) : IDisposable
    where T : class
{
    /// <summary>Long enough for who signs up, or stands at the door; short enough for a session or a role that was taken away.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

    private const int MostKept = 50_000;

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MostKept });

    /// <summary>What was read of a key lately, or is read now. What is not there is not remembered: it may come at any moment.</summary>
    public async Task<T?> Get(string key, Func<Task<T?>> read)
    {
        var now = clock.GetUtcNow();
        if (_cache.TryGetValue<Kept>(key, out var kept) && now - kept!.At < KeptFor)
            return kept.Value;
        if (await read() is not { } value)
            return null;
        _cache.Set(key, new Kept(value, now), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = KeptFor });
        return value;
    }

    public void Forget(string key) => _cache.Remove(key);

    public void Dispose() => _cache.Dispose();

    private sealed record Kept(T Value, DateTimeOffset At);
}
