using Microsoft.Azure.Functions.Worker;

namespace Outreach.SecondApp;

/// <summary>Functions that LocalHost must refuse to start with.</summary>
internal sealed class Misfits
{
    [Function(nameof(OtherConnection))]
    public void OtherConnection([QueueTrigger("texts", Connection = "Other")] string text) => throw new NotSupportedException(text);

    [Function(nameof(UnknownParameter))]
    public void UnknownParameter([QueueTrigger("texts")] string text, int attempts) => throw new NotSupportedException(text + attempts);

    [Function(nameof(NoTrigger))]
    public void NoTrigger(CancellationToken cancellation) => cancellation.ThrowIfCancellationRequested();

    [Function(nameof(BadSchedule))]
    public void BadSchedule([TimerTrigger("every now and then")] TimerInfo timer) => throw new NotSupportedException(timer.ToString());
}
