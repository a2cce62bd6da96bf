namespace Outreach.LocalHost.Functions;

/// <summary>Counts the work that no client waits for: messages until they are deleted or given back, timers, and runs by hand.</summary>
internal sealed class InFlight
{
    private readonly Lock _gate = new();
    private int _count;
    private long _begun;
    private TaskCompletionSource? _none;

    public int Count
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    /// <summary>How much work has ever begun: two equal readings mean that none began between them.</summary>
    public long Begun
    {
        get
        {
            lock (_gate)
                return _begun;
        }
    }

    public async Task Track(Func<Task> work)
    {
        lock (_gate)
        {
            _count++;
            _begun++;
        }

        try
        {
            await work();
        }
        finally
        {
            lock (_gate)
            {
                if (--_count == 0)
                {
                    _none?.TrySetResult();
                    _none = null;
                }
            }
        }
    }

    /// <summary>Ends as soon as nothing is in flight.</summary>
    public Task WhenNone()
    {
        lock (_gate)
            return _count == 0 ? Task.CompletedTask : (_none ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }
}
