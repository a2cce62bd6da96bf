namespace Outreach.Bench.Faults;

/// <summary>Tells what hosts log of the faults of a run from what nothing explains.</summary>
internal static class HostLogs
{
    /// <summary>What an error says that comes of a store that failed, of a message that was garbage, or of either having failed often.</summary>
    private static readonly string[] Explained =
    [
        "RequestFailedException", "Retry failed after", "TaskCanceledException", "HttpRequestException", "IOException", "TimeoutException",
        "cannot read what it needs", "InvalidDataException", "was moved to",
    ];

    /// <summary>How a line begins that tells of an error; the last is what the runtime says of a process that ends.</summary>
    private static readonly string[] Errors = ["fail:", "crit:", "Unhandled"];

    public static IEnumerable<string> Unexplained(IEnumerable<string> lines) => lines
        .Where(line => Errors.Any(error => line.StartsWith(error, StringComparison.Ordinal)))
        .Where(line => !Explained.Any(mark => line.Contains(mark, StringComparison.Ordinal)));
}
