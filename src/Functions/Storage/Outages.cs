using Azure;

namespace Outreach.Functions.Storage;

/// <summary>Tells an outage of the store, after which the same call may do, from a bug.</summary>
internal static class Outages
{
    /// <summary>
    /// Whether the store was too busy, or did not answer. The SDK tries several times by itself; then it throws the last refusal,
    /// or all the vain attempts in an <see cref="AggregateException"/>.
    /// </summary>
    public static bool IsOutage(this Exception exception) => exception switch
    {
        RequestFailedException { Status: 0 or 408 or 429 or >= 500 } => true,
        AggregateException { InnerExceptions: var attempts } => attempts.All(IsOutage),
        OperationCanceledException or IOException or HttpRequestException => true,
        _ => false,
    };
}
