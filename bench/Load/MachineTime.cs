using System.Globalization;

namespace Outreach.Bench.Load;

/// <summary>What all programs together take of the machine's processors, those that have nothing to do with the bench among them.</summary>
internal static class MachineTime
{
    /// <summary>Where Linux tells it; other systems have no such file.</summary>
    private const string File = "/proc/stat";

    private const int TicksASecond = 100;

    /// <summary>The fields of the first line, after its name, that are no work: idle, and waiting for a disk.</summary>
    private static readonly int[] Idle = [3, 4];

    /// <summary>Processor time spent since the machine started; null where the system does not tell.</summary>
    public static TimeSpan? Spent()
    {
        if (!System.IO.File.Exists(File))
            return null;
        var fields = System.IO.File.ReadLines(File).First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
        var ticks = fields.Where((_, i) => !Idle.Contains(i)).Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
        return TimeSpan.FromSeconds((double)ticks / TicksASecond);
    }
}
