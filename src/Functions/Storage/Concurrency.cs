using System.Collections.Concurrent;

namespace Outreach.Functions.Storage;

/// <summary>How many calls to the store one piece of work makes side by side.</summary>
internal static class Concurrency
{
    private const int Calls = 16;

    public static ParallelOptions Options(CancellationToken cancellation) =>
        new() { MaxDegreeOfParallelism = Calls, CancellationToken = cancellation };

    /// <summary>Whatever is found under some ids, each looked for once, by the ids given.</summary>
    public static async Task<IReadOnlyDictionary<TId, T>> FindAll<TId, T>(
        IEnumerable<TId> ids, Func<TId, CancellationToken, Task<T?>> find, CancellationToken cancellation)
        where TId : notnull
        where T : class
    {
        var found = new ConcurrentDictionary<TId, T>();
        await Parallel.ForEachAsync(ids.Distinct(), Options(cancellation), async (id, token) =>
        {
            if (await find(id, token) is { } one)
                found[id] = one;
        });
        return found;
    }
}
