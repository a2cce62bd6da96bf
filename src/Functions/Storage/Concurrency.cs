namespace Outreach.Functions.Storage;

/// <summary>How many calls to the store one piece of work makes side by side.</summary>
internal static class Concurrency
{
    private const int Calls = 16;

    public static ParallelOptions Options(CancellationToken cancellation) =>
        new() { MaxDegreeOfParallelism = Calls, CancellationToken = cancellation };
}
