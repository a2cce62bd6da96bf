using System.Globalization;
using NCrontab;

namespace Outreach.LocalHost.Timers;

/// <summary>When a timer runs: an NCRONTAB expression of six fields (seconds first) or five, in UTC, or a constant interval.</summary>
internal sealed class TimerSchedule
{
    private readonly Func<DateTime, DateTime> _next;

    private TimerSchedule(string text, Func<DateTime, DateTime> next)
    {
        Text = text;
        _next = next;
    }

    public string Text { get; }

    /// <exception cref="StartupException">The text is no schedule.</exception>
    public static TimerSchedule Parse(string function, string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (CrontabSchedule.TryParse(text, new() { IncludingSeconds = fields == 6 }) is { } cron)
            return new(text, after => cron.GetNextOccurrence(after));
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero)
            return new(text, after => after + interval);
        throw new StartupException($"The schedule \"{text}\" of the function {function} is neither NCRONTAB nor an interval.");
    }

    /// <summary>The first occurrence after the instant, which is not included.</summary>
    public DateTimeOffset Next(DateTimeOffset after) => new(_next(after.UtcDateTime), TimeSpan.Zero);
}
