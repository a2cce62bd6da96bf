namespace Outreach.Bench.Faults;

/// <summary>One run of a plan: the store, the hosts and the clients, and what came of it.</summary>
internal sealed class FaultRun : IAsyncDisposable
{
    /// <summary>When nothing fails any more every call is answered, sooner than an engagement that a crash left open is in the way.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    private readonly FaultPlan _plan;
    private readonly Ground _ground;
    private readonly FaultSource _faults;
    private readonly FaultyHost[] _hosts;
    private readonly SensibleClient _client;
    private readonly Ledger _ledger = new();
    private readonly CancellationTokenSource _limit = new();
    private Cast _cast = null!;
    private Operator _operator = null!;
    private TimeSpan _answered;
    private TimeSpan _quiet;

    private FaultRun(FaultPlan plan, Ground ground, FaultSource faults, FaultyHost[] hosts)
    {
        (_plan, _ground, _faults, _hosts) = (plan, ground, faults, hosts);
        _client = new SensibleClient([.. hosts.Select(host => host.Address)], faults);
    }

    public static async Task<FaultRun> Open(FaultPlan plan)
    {
        var ground = await Ground.Open();
        var faults = new FaultSource(plan);
        var hosts = await Task.WhenAll(Enumerable.Range(0, FaultPlan.Hosts).Select(
            number => FaultyHost.Start(number, ground.Storage, number == 0 ? TimeSpan.Zero : plan.Skew, faults)));
        var run = new FaultRun(plan, ground, faults, hosts);
        run._cast = await Cast.Gather(plan, ground, run._client, run._ledger);
        run._operator = new Operator(ground.Storage, hosts, run._client, run._cast);
        return run;
    }

    /// <summary>Lets everything happen that the plan holds, and waits until it has come to rest.</summary>
    public async Task Play()
    {
        _limit.CancelAfter(_plan.Length + Patience);
        _faults.Begin();
        var clients = _plan.Intentions.GroupBy(intention => intention.Client).Select(mine => Live([.. mine])).ToArray();
        var acts = _plan.Acts.Select(act => At(act.At, () => _operator.Do(act, _limit.Token)));
        await Task.WhenAll([Kill(), .. acts, At(_plan.Length, () => Task.CompletedTask)]);
        _faults.End();
        await Task.WhenAll(clients);
        _answered = _faults.Elapsed;
        await _operator.Quiet();
        // What faults had set aside does its work when it is sent again; what never had any comes back.
        await _operator.ReplayAll(_limit.Token);
        await _operator.Quiet();
        _quiet = _faults.Elapsed;
    }

    public async Task<Findings> Compare()
    {
        var findings = new Findings();
        var stored = await StoredFacts.Read(_ground.Storage);
        new FactCheck(stored, _ledger, _cast.Admin.Id, findings).Run();
        new FigureCheck(stored, findings).Run();
        new IndexCheck(stored, findings).Run();
        await new HostCheck(_plan, _hosts, _client, _faults, _cast, findings).Run(stored, await _operator.Poison());
        return findings;
    }

    public void Report()
    {
        Print("faults by kind", _faults.Counts.Select(pair => (pair.Key.ToString(), pair.Value)).Append(("Kill", _plan.Kills.Length)));
        Print("calls by kind", _client.Calls.Select(pair => (pair.Key, pair.Value)));
        Print("refused", _client.Refusals.Select(pair => (pair.Key, pair.Value)));
        Console.WriteLine(
            $"{_client.Retries} retries, {_client.Lost} answers lost, {_client.Failures.Count} answers of 500 or above, " +
            $"{_client.Unanswered.Count} calls given up; {_ledger.Acknowledged} facts acknowledged. " +
            $"The last client was answered after {_answered.TotalSeconds:0} s, all was quiet after {_quiet.TotalSeconds:0} s.");
    }

    public async ValueTask DisposeAsync()
    {
        _operator.Dispose();
        _client.Dispose();
        _limit.Dispose();
        foreach (var host in _hosts)
            await host.DisposeAsync();
        await _ground.DisposeAsync();
    }

    private async Task Live(Intention[] intentions)
    {
        var (resident, organiser) = (new ResidentClient(_cast, _client, _ledger), new OrganiserClient(_cast, _client, _ledger));
        foreach (var intention in intentions)
        {
            await At(intention.At, () => intention.Client < _plan.Residents
                ? resident.Do(intention, _limit.Token)
                : organiser.Do(intention, _limit.Token));
        }
    }

    /// <summary>One host at a time is killed: the plan may want the next before the last is up again.</summary>
    private async Task Kill()
    {
        foreach (var kill in _plan.Kills)
            await At(kill.At, () => _hosts[kill.Host].Crash(kill.Down));
    }

    private async Task At(TimeSpan instant, Func<Task> act)
    {
        if (instant - _faults.Elapsed is var wait && wait > TimeSpan.Zero)
            await Task.Delay(wait);
        await act();
    }

    private static void Print(string title, IEnumerable<(string Name, int Count)> counts) => Console.WriteLine(
        $"{title}: {string.Join(", ", counts.OrderBy(pair => pair.Name, StringComparer.Ordinal).Select(pair => $"{pair.Name} {pair.Count}"))}");
}
