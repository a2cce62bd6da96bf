namespace Outreach.Functions.Security.Limits;

/// <summary>How many calls somebody may make in a minute.</summary>
/// <param name="Free">
/// How many of them a host lets pass without asking what the others let pass: what somebody makes who is not in a hurry costs no
/// call to the store. With n hosts the limit may be exceeded by n − 1 times as many.
/// </param>
/// <param name="Step">How many a host claims at once when it does ask.</param>
public sealed record RateLimit(int PerMinute, int Free, int Step)
{
    /// <summary>A tenth passes unasked, and a tenth is claimed at once.</summary>
    public static RateLimit Of(int perMinute) => new(perMinute, perMinute / 10, Math.Max(perMinute / 10, 1));

    /// <summary>Every call is claimed: the hosts together never exceed it, at two or three calls to the store each.</summary>
    public static RateLimit Exact(int perMinute) => new(perMinute, 0, 1);
}
