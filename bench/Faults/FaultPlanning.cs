using System.Collections.Immutable;
using System.Text;
using Outreach.Functions.Storage;

namespace Outreach.Bench.Faults;

/// <summary>Makes plans of faults: what goes wrong, and when. The same seed and length give the same plan.</summary>
internal static class FaultPlanning
{
    /// <summary>Sooner a killed host would not be there again.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);

    /// <summary>Check-in opens half an hour before the start, which limits how long the doors of one run can be open.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(90);

    /// <summary>Longer than the store's client waits for an answer.</summary>
    private static readonly TimeSpan LongSilence = TimeSpan.FromSeconds(22);

    /// <summary>Nothing goes wrong before, so that every run sees what it is to break.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(2);

    /// <summary>What a killed host needs to start again, about.</summary>
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(5);

    private const string MisEncoded = "张三 <is not base64>";

    private static readonly string[] Garbage =
        [MisEncoded, Base64("not json"), Base64("[1]"), Base64("""{"schema":1,"occurredAt":"yesterday"}"""), Base64("7")];

    public static FaultPlan Make(int seed, TimeSpan length)
    {
        var random = new Random(seed);
        var stage = StagePlanning.Activities(random, length);
        var residents = Math.Clamp((int)(length.TotalSeconds * 1.5), 40, 240);
        var settled = residents * 3 / 4;
        var lives = new LifePlanning(random, length, stage, settled, residents);
        return new FaultPlan(
            seed,
            length,
            seed % 2 == 1 ? Skew : -Skew,
            settled,
            residents,
            stage,
            [.. Enumerable.Range(0, FaultPlan.Hosts).SelectMany(host => Windows(random, host, length))],
            [.. Kills(random, length)],
            [.. Acts(random, length)],
            [.. lives.Residents(), .. lives.Organisers()]);
    }

    private static IEnumerable<FaultWindow> Windows(Random random, int host, TimeSpan length)
    {
        var kinds = Enum.GetValues<FaultKind>();
        for (var (at, count) = (Lead, 1); at < length; count++)
        {
            var kind = kinds[random.Next(kinds.Length)];
            // A long one outlasts the attempts that the store's client makes by itself, and reaches the caller.
            var isLong = count % 7 == 0;
            var lasts = isLong ? Between(random, 7, 10) : Between(random, 0.5, 3);
            var pause = isLong && kind == FaultKind.Silence ? LongSilence : TimeSpan.FromSeconds(random.Next(1, 4));
            yield return new FaultWindow(at, Least(lasts, length - at), host, kind, isLong ? 1 : random.Next(1, 4), pause);
            at += lasts + Between(random, 0.2, 1.5);
        }
    }

    private static IEnumerable<HostKill> Kills(Random random, TimeSpan length)
    {
        var count = Math.Max(2, (int)(length.TotalSeconds / 20));
        var room = (length - Lead - StartTime) / count;
        return Enumerable.Range(0, count).Select(i => new HostKill(
            Lead + (room * i) + (room * 0.8 * random.NextDouble()), random.Next(FaultPlan.Hosts), Between(random, 0, 2)));
    }

    private static IEnumerable<OperatorAct> Acts(Random random, TimeSpan length)
    {
        // A registration that makes no sense is kept with its reasons and not set aside, so only what cannot be decoded is garbage there.
        var garbage = Queues.All.Select((queue, i) => new OperatorAct(
            length * 0.7 * random.NextDouble(),
            queue,
            queue == Queues.Registrations ? MisEncoded : Garbage[i % Garbage.Length],
            AmongPoison: random.Next(2) == 0));
        var replays = Enumerable.Range(1, Math.Max(1, (int)(length.TotalSeconds / 15)))
            .Select(i => new OperatorAct(length * (0.2 + (0.7 * random.NextDouble())), "", null, AmongPoison: false));
        return garbage.Concat(replays).OrderBy(act => act.At);
    }

    private static TimeSpan Between(Random random, double from, double to) => TimeSpan.FromSeconds(from + ((to - from) * random.NextDouble()));

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
