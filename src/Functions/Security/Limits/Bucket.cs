namespace Outreach.Functions.Security.Limits;

/// <summary>What one host knows of the calls of one person or address: its own, and its claim among the hosts, minute by minute.</summary>
internal sealed class Bucket
{
    /// <summary>One at a time: a claim under way decides for all who wait for it.</summary>
    public SemaphoreSlim One { get; } = new(1, 1);

    /// <summary>The minute that the counts are of, since the epoch.</summary>
    public long Minute { get; private set; }

    /// <summary>How many this host let pass in the minute.</summary>
    public int Used { get; private set; }

    /// <summary>How many it let pass in the minute before.</summary>
    public int Before { get; private set; }

    /// <summary>How many it may let pass in the minute without asking.</summary>
    public int Claimed { get; private set; }

    /// <summary>Nothing passes, and nobody asks, before this instant.</summary>
    public DateTimeOffset ClosedUntil { get; private set; }

    /// <summary>Starts a new minute when it has come. Who was busy in the one before gets nothing unasked.</summary>
    public void Turn(long minute, RateLimit limit)
    {
        if (minute == Minute)
            return;
        Before = minute == Minute + 1 ? Used : 0;
        (Minute, Used) = (minute, 0);
        Claimed = Before > limit.Free ? 0 : limit.Free;
    }

    public bool TryUse()
    {
        if (Used >= Claimed)
            return false;
        Used++;
        return true;
    }

    public void Claim(int count) => Claimed = Math.Max(Used, count);

    public void Close(DateTimeOffset until) => ClosedUntil = until;
}
