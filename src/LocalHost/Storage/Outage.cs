namespace Outreach.LocalHost.Storage;

/// <summary>Says once that a part of the store does not answer, however many ask it and however often, and once that it answers again.</summary>
internal sealed partial class Outage(string store, ILogger<Outage> logger)
{
    private int _isOn;

    public void Begin(Exception exception)
    {
        if (Interlocked.Exchange(ref _isOn, 1) == 0)
            LogBegan(logger, store, exception.Reason());
    }

    public void End()
    {
        if (Volatile.Read(ref _isOn) == 1 && Interlocked.Exchange(ref _isOn, 0) == 1)
            LogEnded(logger, store);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The {Store} does not answer ({Reason}); it is asked again until it does")]
    private static partial void LogBegan(ILogger logger, string store, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The {Store} answers again")]
    private static partial void LogEnded(ILogger logger, string store);
}
