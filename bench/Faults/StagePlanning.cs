using System.Collections.Immutable;

namespace Outreach.Bench.Faults;

/// <summary>The activities that stand before anything goes wrong.</summary>
internal static class StagePlanning
{
    private const int Communities = 12;
    private const int Doors = 3;
    private const int Shorts = 6;
    private const int Pairs = 3;
    private const int Pasts = 8;

    /// <summary>
    /// Doors stand open twice: some activities have begun, and others begin where those end, so that one person can go to two. What
    /// is to come lies on days of its own, but for pairs that share theirs.
    /// </summary>
    public static ImmutableArray<StageActivity> Activities(Random random, TimeSpan length)
    {
        var change = length + TimeSpan.FromMinutes(10);
        return
        [
            .. Enumerable.Range(0, Doors).Select(_ => new StageActivity(
                StageKind.Door, TimeSpan.FromHours(-1), change + TimeSpan.FromHours(1), null, null, Community())),
            .. Enumerable.Range(0, Doors).Select(_ => new StageActivity(StageKind.Door, change, TimeSpan.FromHours(1), null, null, Community())),
            .. Enumerable.Range(1, Shorts).Select(day => new StageActivity(
                StageKind.Short, TimeSpan.FromDays(day), TimeSpan.FromHours(2), random.Next(3, 7),
                day % 2 == 0 ? random.Next(1, 4) : null, Community())),
            .. Enumerable.Range(0, Pairs * 2).Select(i => new StageActivity(
                StageKind.Clash, TimeSpan.FromDays(20 + (i / 2)), TimeSpan.FromHours(2), null, null, Community())),
            .. Enumerable.Range(0, Pasts).Select(_ => new StageActivity(
                StageKind.Past, TimeSpan.FromHours(-4), TimeSpan.FromHours(2), null, null, Community())),
        ];

        int Community() => random.Next(Communities);
    }

    /// <summary>Where the activities of a kind stand on the stage.</summary>
    public static ImmutableArray<int> Of(this ImmutableArray<StageActivity> stage, StageKind kind) =>
        [.. Enumerable.Range(0, stage.Length).Where(i => stage[i].Kind == kind)];
}
