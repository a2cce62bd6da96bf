using System.Diagnostics;

namespace Outreach.Bench.Load;

/// <summary>What a host holds on to, over time.</summary>
internal sealed record LiveHeap(IReadOnlyList<(TimeSpan At, double Bytes)> Readings)
{
    private const int MostReadings = 12;

    /// <summary>In the first third caches and the runtime fill up to what they take.</summary>
    private IReadOnlyList<(TimeSpan At, double Bytes)> Warm => [.. Readings.Skip(Readings.Count / 3)];

    public double First => Warm[0].Bytes;

    public double Last => Warm[^1].Bytes;

    /// <summary>
    /// Bytes a minute after the first third: the middle of the slopes between any two readings (Theil–Sen), which no single reading moves.
    /// </summary>
    public double GrowthAMinute => Warm
        .SelectMany((one, i) => Warm.Skip(i + 1).Select(other => (other.Bytes - one.Bytes) / (other.At - one.At).TotalMinutes))
        .DefaultIfEmpty(0)
        .Median();

    /// <summary>Reads, each time after a full collection, until cancelled.</summary>
    public static async Task<LiveHeap> Watch(HostPulse pulse, TimeSpan length, CancellationToken end)
    {
        var readings = new List<(TimeSpan, double)>();
        var began = Stopwatch.GetTimestamp();
        while (!end.IsCancellationRequested)
        {
            readings.Add((Stopwatch.GetElapsedTime(began), await pulse.Live()));
            await Task.Delay(length / MostReadings, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return new LiveHeap(readings);
    }
}
