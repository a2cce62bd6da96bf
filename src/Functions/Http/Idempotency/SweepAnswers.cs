using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Outreach.Functions.Http.Idempotency;

/// <summary>Deletes answers that are kept no longer.</summary>
public sealed partial class SweepAnswers(KeptAnswers answers, ILogger<SweepAnswers> log)
{
    /// <remarks>18:40 UTC is 02:40 in Pingcheng.</remarks>
    [Function(nameof(SweepAnswers))]
    public async Task Run([TimerTrigger("0 40 18 * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var deleted = await answers.Sweep(cancellation);
        LogSwept(log, deleted, timer.IsPastDue);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Answers} answers whose day is over (late: {Late}).")]
    private static partial void LogSwept(ILogger log, int answers, bool late);
}
