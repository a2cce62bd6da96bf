using System.Net;
using System.Net.Sockets;

namespace Outreach.LocalHost.Options;

/// <summary>The port of the loopback address on which the program was told to listen.</summary>
internal static class ListeningPort
{
    /// <summary>Tries the port, so that a start that cannot listen ends before anything else is started for it.</summary>
    /// <exception cref="StartupException">The port is in use or reserved.</exception>
    public static void Check(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException exception)
        {
            throw Refused(port, exception.SocketErrorCode, exception);
        }
    }

    public static StartupException Refused(int port, SocketError reason, Exception cause) => new(
        reason switch
        {
            SocketError.AddressAlreadyInUse => $"Port {port} is in use: stop what listens there, or choose another with --port.",
            SocketError.AccessDenied => $"Port {port} is not for ordinary users: choose one above 1023 with --port.",
            _ => $"Nothing can listen on port {port} ({reason}): choose another with --port.",
        },
        cause);
}
