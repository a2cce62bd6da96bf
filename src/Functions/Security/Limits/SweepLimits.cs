using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Outreach.Functions.Security.Limits;

/// <summary>Deletes what hosts claimed of rate limits in minutes that are over.</summary>
public sealed partial class SweepLimits(RateLimiter limiter, ILogger<SweepLimits> log)
{
    /// <remarks>Every ten minutes.</remarks>
    [Function(nameof(SweepLimits))]
    public async Task Run([TimerTrigger("0 */10 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var deleted = await limiter.Sweep(cancellation);
        LogSwept(log, deleted, timer.IsPastDue);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Deleted {Claims} claims of rate limits (late: {Late}).")]
    private static partial void LogSwept(ILogger log, int claims, bool late);
}
