using System.Collections.Concurrent;

namespace Outreach.SecondApp;

/// <summary>What the functions did, in order, and what a test wants them to do meanwhile.</summary>
public sealed class Journal
{
    private readonly ConcurrentQueue<string> _entries = new();

    public IReadOnlyList<string> Entries => [.. _entries];

    /// <summary>Runs inside the function after each entry: it may wait, or fail.</summary>
    public Func<string, CancellationToken, Task> Then { get; set; } = (_, _) => Task.CompletedTask;

    public Task Write(string entry, CancellationToken cancellation)
    {
        _entries.Enqueue(entry);
        return Then(entry, cancellation);
    }
}
