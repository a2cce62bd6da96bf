using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace Outreach.SecondApp;

/// <summary>Disposed with its invocation, which the journal shows.</summary>
internal sealed class TimerFunctions(Journal journal) : IAsyncDisposable
{
    [Function(nameof(EveryHour))]
    public Task EveryHour([TimerTrigger("0 0 * * * *")] TimerInfo timer, CancellationToken cancellation) =>
        journal.Write($"{Text(timer.ScheduleStatus!.Last)} {Text(timer.ScheduleStatus.Next)}{(timer.IsPastDue ? " late" : "")}", cancellation);

    [Function(nameof(AsConfigured))]
    public Task AsConfigured([TimerTrigger("%Schedule%")] string timer, CancellationToken cancellation) =>
        journal.Write(timer.Contains("\"IsPastDue\":true", StringComparison.Ordinal) ? "late" : "on time", cancellation);

    public async ValueTask DisposeAsync() => await journal.Write("disposed", CancellationToken.None);

    private static string Text(DateTime time) => time == default ? "never" : time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
