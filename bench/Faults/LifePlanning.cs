using System.Collections.Immutable;

namespace Outreach.Bench.Faults;

/// <summary>What each client means to do in a run, one thing after the other.</summary>
internal sealed class LifePlanning(Random random, TimeSpan length, ImmutableArray<StageActivity> stage, int settled, int residents)
{
    private const double LongestPause = 2.5;
    private const int EachOnList = 4;

    private readonly ImmutableArray<int> _doors = stage.Of(StageKind.Door);
    private readonly ImmutableArray<int> _shorts = stage.Of(StageKind.Short);
    private readonly ImmutableArray<int> _clashes = stage.Of(StageKind.Clash);
    private readonly ImmutableArray<int> _pasts = stage.Of(StageKind.Past);

    public IEnumerable<Intention> Residents() => Enumerable.Range(0, residents).SelectMany(Resident).ToArray();

    /// <summary>Organisers share out the activities that are over, so that of everybody there one writes down what happened.</summary>
    public IEnumerable<Intention> Organisers() => Enumerable.Range(0, FaultPlan.Organisers).SelectMany(Organiser).ToArray();

    private IEnumerable<Intention> Resident(int number)
    {
        var half = _doors.Length / 2;
        var (first, second) = (_doors[random.Next(half)], _doors[half + random.Next(half)]);
        List<(IntentionKind Kind, int Activity, int Other)> life = [];
        if (number >= settled)
            life.Add((IntentionKind.Register, 0, 0));
        life.Add((IntentionKind.SignUp, first, 0));
        if (random.Next(5) == 0)
            life.AddRange([(IntentionKind.Cancel, first, 0), (IntentionKind.SignUp, first, 0)]);
        life.AddRange(SomeShort());
        life.Add((IntentionKind.CheckIn, first, 0));
        if (random.Next(2) == 0)
            life.AddRange([(IntentionKind.SignUp, second, 0), (IntentionKind.CheckIn, second, 0)]);
        if (random.Next(3) == 0)
            life.Add((IntentionKind.SignUpForBoth, _clashes[random.Next(_clashes.Length / 2) * 2], 0));
        if (random.Next(4) > 0)
            life.Add((IntentionKind.CheckOut, first, 0));
        life.AddRange(SomeShort());
        return Spread(number, life.Select(step => (step.Kind, step.Activity, Other(step.Kind, step.Activity), (ImmutableArray<int>?)null)));
    }

    private static int Other(IntentionKind kind, int activity) => kind == IntentionKind.SignUpForBoth ? activity + 1 : 0;

    /// <summary>Somebody wants a place, asks again what became of it, and perhaps gives it back, so that offers go round.</summary>
    private IEnumerable<(IntentionKind Kind, int Activity, int Other)> SomeShort()
    {
        var activity = _shorts[random.Next(_shorts.Length)];
        yield return (IntentionKind.SignUp, activity, 0);
        if (random.Next(2) == 0)
            yield return (IntentionKind.Cancel, activity, 0);
        if (random.Next(3) == 0)
            yield return (IntentionKind.SignUp, activity, 0);
    }

    private IEnumerable<Intention> Organiser(int number)
    {
        List<(IntentionKind Kind, int Activity, int Other, ImmutableArray<int>? People)> work = [];
        foreach (var past in _pasts.Where((_, i) => i % FaultPlan.Organisers == number))
        {
            // Each list has people of its own: what one records no other changes.
            var people = new Queue<int>(Enumerable.Range(0, settled).OrderBy(_ => random.Next()).ToArray());
            var (called, noted, made) = (Take(people), Take(people), Take(people));
            work.Add((IntentionKind.RollCall, past, 0, called));
            work.Add((IntentionKind.Batch, past, 1, noted));
            work.Add((IntentionKind.MakeUp, past, random.Next(10, 100), made[..1]));
            work.Add((IntentionKind.Correct, past, 0, called[..1]));
            work.Add((IntentionKind.Batch, past, 2, Take(people)));
            work.Add((IntentionKind.MakeUp, past, random.Next(10, 100), made[1..2]));
            work.Add((IntentionKind.Correct, past, 1, called[1..2]));
            work.Add((IntentionKind.RollCall, past, 0, called));
        }

        for (var i = 0; i < Math.Max(3, (int)(length.TotalSeconds / 12)); i++)
        {
            var created = (i * FaultPlan.Organisers) + number;
            work.Insert(random.Next(work.Count + 1), (IntentionKind.Create, created, random.Next(12), null));
            var at = work.FindIndex(step => step.Kind == IntentionKind.Create && step.Activity == created);
            if (random.Next(3) > 0)
                work.Insert(at + 1, (IntentionKind.Edit, created, random.Next(10, 20), null));
            if (random.Next(3) == 0)
            {
                at = work.FindLastIndex(step => step.Activity == created && IsPlanning(step.Kind));
                work.Insert(at + 1, (IntentionKind.CallOff, created, 0, null));
            }
        }

        return Spread(residents + number, work);
    }

    private static bool IsPlanning(IntentionKind kind) => kind is IntentionKind.Create or IntentionKind.Edit;

    private static ImmutableArray<int> Take(Queue<int> people) => [.. Enumerable.Range(0, EachOnList).Select(_ => people.Dequeue())];

    /// <summary>Gives each step its instant: the clients do not begin together, and the last have something to do to the end.</summary>
    private IEnumerable<Intention> Spread(
        int client, IEnumerable<(IntentionKind Kind, int Activity, int Other, ImmutableArray<int>? People)> steps)
    {
        var all = steps.ToArray();
        var most = length.TotalSeconds * 0.9 / all.Length;
        var at = TimeSpan.FromSeconds(random.NextDouble() * Math.Max(0, (length.TotalSeconds * 0.9) - (all.Length * Math.Min(most, LongestPause))));
        foreach (var (kind, activity, other, people) in all)
        {
            yield return new Intention(client, at < length ? at : length, kind, random.Next(FaultPlan.Hosts), activity, other, people);
            at += TimeSpan.FromSeconds(random.NextDouble() * 2 * Math.Min(most, LongestPause));
        }
    }
}
