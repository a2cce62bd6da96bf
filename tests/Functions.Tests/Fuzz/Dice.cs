namespace Outreach.Functions.Tests.Fuzz;

/// <summary>What chance decides of one request. The same seed and number give the same, whatever was thrown for others.</summary>
internal sealed class Dice(int seed, int number)
{
    private readonly Random _random = new(unchecked((seed * 486_187_739) + (number * 16_777_619)));

    /// <summary>A number from 0 (inclusive) to a limit (exclusive).</summary>
    public int Below(int limit) => _random.Next(limit);

    public bool Percent(int chance) => _random.Next(100) < chance;

    public T Of<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
