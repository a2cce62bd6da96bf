using System.Runtime.InteropServices;

namespace Outreach.LocalHost;

/// <summary>
/// Ctrl+C and SIGTERM in place of ending the process: the first stops it in an orderly way, the second does not wait for what still
/// runs. They are caught for as long as this lives, which has to be longer than anything that a signal must not cut off.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _hurry = new();
    private readonly List<PosixSignalRegistration> _registrations;
    private int _count;

    public StopSignals() => _registrations =
        [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT }.Select(signal => PosixSignalRegistration.Create(signal, Take))];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Cancelled by the second.</summary>
    public CancellationToken Hurry => _hurry.Token;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _stop.Dispose();
        _hurry.Dispose();
    }

    private void Take(PosixSignalContext context)
    {
        context.Cancel = true;
        switch (Interlocked.Increment(ref _count))
        {
            case 1:
                _stop.Cancel();
                break;
            case 2:
                Console.Error.WriteLine("Stopping at once: what still runs is not waited for.");
                _hurry.Cancel();
                break;
        }
    }
}
