using System.Collections.Concurrent;
using System.Diagnostics;

namespace Outreach.Bench.Faults;

/// <summary>What a call to the store is, as far as faults are concerned.</summary>
/// <param name="Changes">Whether it changes anything: a lost reply to others is no more than a broken connection.</param>
/// <param name="Message">Whether it puts a message into one of the app's queues.</param>
internal readonly record struct Target(int Host, bool Changes, bool Message);

/// <summary>A fault that befell a call, or a host that was not there.</summary>
/// <param name="From">Since the start, inclusive.</param>
/// <param name="To">Since the start, inclusive.</param>
internal sealed record Mishap(int Host, TimeSpan From, TimeSpan To);

/// <summary>Says by the plan which calls go wrong, and remembers which did: what came of it is held against that.</summary>
internal sealed class FaultSource(FaultPlan plan)
{
    private readonly int[] _calls = new int[plan.Windows.Length];
    private readonly ConcurrentQueue<Mishap> _mishaps = [];
    private readonly ConcurrentDictionary<FaultKind, int> _counts = new();
    private long _began;
    private volatile bool _isOn;

    /// <summary>How many calls each kind befell.</summary>
    public IReadOnlyDictionary<FaultKind, int> Counts => _counts;

    /// <summary>Since the run began.</summary>
    public TimeSpan Elapsed => _began == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_began);

    public void Begin() => (_began, _isOn) = (Stopwatch.GetTimestamp(), true);

    public void End() => _isOn = false;

    /// <summary>What befalls a call; null for nothing. Notes it.</summary>
    public FaultWindow? Next(Target call)
    {
        if (!_isOn)
            return null;
        var now = Elapsed;
        for (var i = 0; i < plan.Windows.Length; i++)
        {
            var window = plan.Windows[i];
            if (window.Host != call.Host || now < window.From || now >= window.From + window.Length || !Befalls(window.Kind, call))
                continue;
            if (Interlocked.Increment(ref _calls[i]) % window.Every != 0)
                return null;
            _counts.AddOrUpdate(window.Kind, 1, (_, count) => count + 1);
            Note(new Mishap(call.Host, now, window.Kind == FaultKind.Silence ? now + window.Pause : now));
            return window;
        }

        return null;
    }

    public void Note(Mishap mishap) => _mishaps.Enqueue(mishap);

    /// <summary>Whether something went wrong with a host, or with its calls, between two instants (inclusive).</summary>
    public bool Befell(int host, TimeSpan from, TimeSpan to) => _mishaps.Any(mishap => mishap.Host == host && mishap.From <= to && mishap.To >= from);

    private static bool Befalls(FaultKind kind, Target call) => kind switch
    {
        FaultKind.LostReply => call.Changes,
        FaultKind.Twice or FaultKind.Late or FaultKind.SetAside => call.Message,
        _ => true,
    };
}
