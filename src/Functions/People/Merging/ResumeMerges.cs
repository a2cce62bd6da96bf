using Microsoft.Azure.Functions.Worker;

namespace Outreach.Functions.People.Merging;

/// <summary>Goes on with merges, and with their undoing, that a crash cut off.</summary>
public sealed class ResumeMerges(Merges merges)
{
    /// <remarks>Every five minutes.</remarks>
    [Function(nameof(ResumeMerges))]
    public Task Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellation) => merges.Resume(cancellation);
}
