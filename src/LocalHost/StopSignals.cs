using System.Runtime.InteropServices;

namespace Outreach.LocalHost;

/// <summary>Ctrl+C and SIGTERM stop the host in an orderly way in place of ending the process.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations;

    public StopSignals(FunctionHost host) => _registrations =
    [
        .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT }.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            _ = host.Stop();
        })),
    ];

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());
}
